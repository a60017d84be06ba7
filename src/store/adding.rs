//! Clients that are added to the cluster that runs: their fields, and the command that they make.

use std::sync::Arc;

use highwater_core::command::Command;
use highwater_text::Lang;

use super::{Building, Store};
use crate::load::{self, File, Trouble};
use crate::platform::page;
use crate::sandbox::{Draft, FieldProblem};
use crate::session::{Action, Form};

impl Store {
    /// The fields of clients that may be added to the cluster that runs, once the settings are there.
    pub fn begin_adding(self, lang: Lang) {
        let known = self.peek(|state| state.sandbox.settings.as_ref().map(|(lang, _)| *lang));
        if known == Some(lang) {
            return self.fill_in_clients();
        }
        let arrived = move |file: Result<File, Trouble>| {
            if let Ok(settings) = file.and_then(File::read) {
                self.change(|state| state.sandbox.settings = Some((lang, Arc::new(settings))));
                self.fill_in_clients();
            }
        };
        load::in_language("settings", lang, Box::new(arrived));
    }

    fn fill_in_clients(self) {
        let begun = self.peek(|state| state.sandbox.adding.is_some());
        if !begun {
            self.begin_clients(0);
        }
    }

    /// New fields; their parts are numbered from there on.
    fn begin_clients(self, from: u64) {
        let building = self.peek_session(|session| {
            let world = session.world();
            let topic = world.metadata().partitions_of_users().next();
            let topic = topic.and_then(|(id, _)| world.metadata().topics.get(&id.topic));
            let topic = topic.map_or("orders", |topic| &*topic.name);
            Building {
                draft: Draft::of_clients(topic, from),
                runs: Some(Arc::new(world.scenario().clone())),
                problems: Vec::new(),
                search: String::new(),
            }
        });
        self.change(|state| state.sandbox.adding = building);
    }

    /// Adds the client that the form describes to the cluster that runs; or says what is refused, and nothing
    /// changes.
    pub fn add_client(self, form: Form) {
        match self.peek(|state| read(state.sandbox.adding.as_ref()?, form)) {
            None => {}
            Some(Err(problems)) => self.refuse_client(problems),
            Some(Ok(command)) => {
                let is_taken = self.peek_session(|session| session.takes(&command));
                self.dispatch(Action::Do(command));
                if is_taken == Some(true) {
                    let next = self.peek(|state| {
                        let adding = state.sandbox.adding.as_ref();
                        adding.map_or(0, |building| building.draft.next_id())
                    });
                    self.begin_clients(next);
                }
            }
        }
    }

    fn refuse_client(self, problems: Vec<FieldProblem>) {
        let first = self.peek(|state| {
            let draft = &state.sandbox.adding.as_ref()?.draft;
            draft.field_at(&problems.first()?.path)
        });
        self.build_on(|building| building.problems = problems);
        page::focus_first(first.map(|field| field.id()).into_iter().collect());
    }
}

/// The command that the fields make; nothing where they are not for a cluster that runs.
fn read(building: &Building, form: Form) -> Option<Result<Command, Vec<FieldProblem>>> {
    let (draft, scenario) = (&building.draft, building.runs.as_ref()?);
    Some(match form {
        Form::StartProducer => draft
            .read_producer(scenario)
            .map(|spec| Command::StartProducer(Arc::new(spec))),
        _ => draft
            .read_consumer(scenario)
            .map(|spec| Command::StartConsumer(Arc::new(spec))),
    })
}
