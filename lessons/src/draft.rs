//! A lesson that was read, checked and executed, and the compiled lesson made from it.

use std::path::Path;
use std::sync::Arc;

use highwater_text::Lang;
use highwater_text::course::{
    Answer, ConfigEntry, End, Fidelity, Lesson, NextLesson, Prediction, PredictionOption, Question,
    Step, Tool, Try,
};

use crate::config_values;
use crate::course_file::Listed;
use crate::markdown::{Known, LESSON, Target, inline, plain, render, split_first};
use crate::plan::{Plan, PredictionPlan, QuestionPlan, StepPlan};
use crate::problem::{Problem, Source};
use crate::prose::{Prose, path};
use crate::rehearsal::{Rehearsal, rehearse};

/// The three files of a lesson.
#[derive(Debug)]
pub struct Sources {
    /// `scenario.toml`.
    pub plan: Source,
    /// `en.md` and `ko.md`.
    pub texts: [Source; 2],
}

/// A lesson without an error.
#[derive(Debug)]
pub struct Draft<'s> {
    /// Its place in the course.
    pub listed: &'s Listed,
    /// The machine's half.
    pub plan: Plan,
    /// The prose, in English and in Korean.
    pub prose: [Prose<'s>; 2],
    /// What the engine made of it.
    pub rehearsal: Rehearsal,
}

/// What a lesson names of the rest of the course.
pub trait Surroundings {
    /// A lesson by its id: its number, its title, and whether it exists yet.
    fn lesson(&self, id: &str, lang: Lang) -> Option<(u32, String, bool)>;
}

impl Sources {
    /// Reads the files of a lesson.
    ///
    /// # Errors
    /// One problem for each that cannot be read.
    pub fn read(folder: &Path, id: &str) -> Result<Self, Vec<Problem>> {
        let read = |name: &str| Source::read(folder, &format!("{id}/{name}"));
        match (read("scenario.toml"), read("en.md"), read("ko.md")) {
            (Ok(plan), Ok(en), Ok(ko)) => Ok(Self {
                plan,
                texts: [en, ko],
            }),
            (plan, en, ko) => Err([plan, en, ko].into_iter().filter_map(Result::err).collect()),
        }
    }

    /// Everything found wrong with the three files.
    #[must_use]
    pub fn into_problems(self) -> Vec<Problem> {
        let [en, ko] = self.texts;
        [self.plan, en, ko]
            .into_iter()
            .flat_map(Source::into_problems)
            .collect()
    }
}

impl<'s> Draft<'s> {
    /// Reads, checks and executes a lesson; what is wrong is reported to its sources.
    pub fn of(sources: &'s Sources, listed: &'s Listed, known: &Known<'_>) -> Option<Self> {
        let plan = Plan::read(&sources.plan);
        let prose = sources
            .texts
            .each_ref()
            .map(|text| Prose::read(text, plan.as_ref(), known));
        let plan = plan?;
        check_names(&plan, &sources.plan, known);
        let rehearsal = rehearse(&plan, &sources.plan)?;
        let sound = sources.plan.is_sound() && sources.texts.iter().all(Source::is_sound);
        sound.then_some(Self {
            listed,
            plan,
            prose,
            rehearsal,
        })
    }

    fn prose(&self, lang: Lang) -> &Prose<'s> {
        let [en, ko] = &self.prose;
        lang.pick(en, ko)
    }

    /// The title in a language.
    #[must_use]
    pub fn title(&self, lang: Lang) -> String {
        self.prose(lang).title(LESSON)
    }

    /// The lesson's question in a language.
    #[must_use]
    pub fn question(&self, lang: Lang) -> String {
        plain(self.prose(lang).text(LESSON))
    }

    /// The compiled lesson, and its end.
    #[must_use]
    pub fn compile(&self, lang: Lang, target: Target, around: &dyn Surroundings) -> (Lesson, End) {
        let writer = Writer {
            draft: self,
            prose: self.prose(lang),
            lang,
            target,
            around,
        };
        (self.lesson(&writer), writer.end())
    }

    fn lesson(&self, writer: &Writer<'_>) -> Lesson {
        Lesson {
            id: self.listed.id.value.clone(),
            number: self.listed.number,
            module: self.listed.module,
            title: self.title(writer.lang),
            question: self.question(writer.lang),
            minutes: self.plan.minutes,
            scenario: Arc::new(self.plan.scenario.value.clone()),
            steps: self
                .plan
                .steps
                .iter()
                .map(|step| writer.step(step))
                .collect(),
        }
    }
}

/// Reports keys and lessons that the plan names and that are not there.
fn check_names(plan: &Plan, source: &Source, known: &Known<'_>) {
    for config in &plan.end.config {
        let key = &config.key.value;
        if config_values::values(key, config.scope, &plan.scenario.value).is_none() {
            let wrong = format!("the engine has no key `{key}` in that scope");
            source.report(config.key.at, wrong, "name one that it has");
        }
    }
    for next in &plan.end.next {
        if !(known.named)(&next.value) {
            let wrong = format!("the course has no lesson `{}`", next.value);
            source.report(next.at, wrong, "list it in course.toml, or plan it there");
        }
    }
}

/// Writes one language's lesson for one target.
struct Writer<'a> {
    draft: &'a Draft<'a>,
    prose: &'a Prose<'a>,
    lang: Lang,
    target: Target,
    around: &'a dyn Surroundings,
}

impl Writer<'_> {
    fn html(&self, path: &str) -> String {
        render(self.prose.text(path), self.target)
    }

    /// The first paragraph, to stand in a label, and what follows it.
    fn choice(&self, path: &str) -> (String, String) {
        let (choice, reason) = split_first(self.prose.text(path));
        let label = inline(&render(choice, self.target)).to_owned();
        (label, render(reason, self.target))
    }

    fn step(&self, step: &StepPlan) -> Step {
        let at = path::step(step.id.value);
        let tries = step.tries.iter().map(|one| Try {
            html: self.html(&path::one_try(&at, &one.id.value)),
            command: one.command.as_ref().map(|command| command.value.clone()),
        });
        Step {
            id: step.id.value,
            title: self.prose.title(&at),
            html: self.html(&at),
            until: step.until.value.clone(),
            focus: step.focus.clone(),
            fidelity: Fidelity {
                kind: step.fidelity.kind,
                source: step.fidelity.source.clone(),
                note_html: self.html(&path::note(&at)),
            },
            claims: step
                .claims
                .iter()
                .map(|claim| claim.value.clone())
                .collect(),
            prediction: step
                .prediction
                .as_ref()
                .map(|plan| self.prediction(&at, plan)),
            tries: tries.collect(),
        }
    }

    fn prediction(&self, step: &str, plan: &PredictionPlan) -> Prediction {
        let options = plan.options.iter().map(|option| {
            let (html, model_html) = self.choice(&path::option(step, &option.id.value));
            PredictionOption {
                html,
                model_html,
                claim: option.claim.value.clone(),
            }
        });
        Prediction {
            question_html: self.html(&path::prediction(step)),
            options: options.collect(),
            after_html: self.html(&path::after(step)),
        }
    }

    fn end(&self) -> End {
        let end = &self.draft.plan.end;
        let tools = end.tools.iter().zip(&self.draft.rehearsal.outputs);
        End {
            rule_html: self.html(path::RULE),
            config: self.config(),
            tools: tools
                .map(|(tool, output)| Tool {
                    command: tool.command.clone(),
                    output: output.clone(),
                    html: self.html(&path::tool(&tool.id.value)),
                })
                .collect(),
            questions: end
                .questions
                .iter()
                .map(|question| self.question(question))
                .collect(),
            next: end
                .next
                .iter()
                .filter_map(|next| self.next(&next.value))
                .collect(),
            reading: end
                .reading
                .iter()
                .map(|one| self.html(&path::read(&one.value)))
                .collect(),
        }
    }

    fn config(&self) -> Vec<ConfigEntry> {
        let plan = &self.draft.plan;
        let entry = |config: &crate::plan::ConfigPlan| {
            let key = config.key.value.clone();
            let values = config_values::values(&key, config.scope, &plan.scenario.value)?;
            let html = self.html(&path::config(&key));
            let (default, here) = (values.default, values.here);
            Some(ConfigEntry {
                key,
                scope: config.scope,
                default,
                here,
                html,
            })
        };
        plan.end.config.iter().filter_map(entry).collect()
    }

    fn question(&self, plan: &QuestionPlan) -> Question {
        let at = path::question(&plan.id.value);
        let answers = plan.answers.iter().map(|answer| {
            let (html, why_html) = self.choice(&path::answer(&at, &answer.id.value));
            Answer {
                html,
                why_html,
                right: answer.id.value == plan.right.value,
            }
        });
        Question {
            html: self.html(&at),
            answers: answers.collect(),
        }
    }

    fn next(&self, id: &str) -> Option<NextLesson> {
        let (number, title, exists) = self.around.lesson(id, self.lang)?;
        let html = self.html(&path::next(id));
        Some(NextLesson {
            id: id.to_owned(),
            number,
            title,
            html,
            exists,
        })
    }
}
