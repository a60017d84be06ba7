//! A lesson, executed: its moments come, its claims hold, and of the choices it offers exactly the
//! one that it calls right is true.

use std::sync::Arc;

use highwater_core::check::Claim;
use highwater_core::command::Command;
use highwater_core::sim::World;
use highwater_core::timeline::{Standstills, Timeline};
use highwater_text::{Lang, meaning, refusal};

use crate::plan::{Choice, Plan, QuestionPlan, ToolPlan, TryPlan};
use crate::problem::Source;
use crate::toml_reader::At;
use crate::tool;

/// What was seen at the steps.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    /// The run, standing at each step's moment.
    pub steps: Vec<Timeline>,
    /// What the tools print at the last step.
    pub outputs: Vec<String>,
}

/// Executes a lesson; what contradicts the engine is reported to the source.
pub fn rehearse(plan: &Plan, source: &Source) -> Option<Rehearsal> {
    let mut timeline = match Timeline::new(Arc::new(plan.scenario.value.clone())) {
        Ok(timeline) => timeline,
        Err(problems) => {
            for problem in problems {
                source.report(plan.scenario.at, problem.to_string(), "");
            }
            return None;
        }
    };
    let mut steps: Vec<Timeline> = Vec::new();
    for step in &plan.steps {
        let Some(position) = timeline.find(&step.until.value) else {
            let wrong = format!("the moment of step {} does not come", step.id.value);
            let right = format!(
                "name one that comes after this: {}",
                state(timeline.world())
            );
            source.report(step.until.at, wrong, right);
            return None;
        };
        if steps
            .last()
            .is_some_and(|before| before.position() == position)
        {
            let wrong = format!(
                "step {} stands at the moment of the step before",
                step.id.value
            );
            source.report(
                step.until.at,
                wrong,
                "let every step be an event of its own",
            );
        }
        timeline.seek(position);
        for claim in &step.claims {
            expect(claim, &timeline, source, &format!("step {}", step.id.value));
        }
        if let Some(prediction) = &step.prediction {
            expect_one(&prediction.options, &prediction.right, &timeline, source);
        }
        for one in &step.tries {
            attempt(one, step.id.value, &timeline, source);
        }
        steps.push(timeline.clone());
    }
    for question in &plan.end.questions {
        ask(question, plan, &steps, source);
    }
    let outputs = plan
        .end
        .tools
        .iter()
        .map(|tool| print(tool, plan, &steps, source));
    Some(Rehearsal {
        outputs: outputs.collect(),
        steps,
    })
}

/// What a tool prints at its step, or at the last one.
fn print(tool: &ToolPlan, plan: &Plan, steps: &[Timeline], source: &Source) -> String {
    let timeline = match &tool.step {
        Some(step) => step_of(step, plan, steps),
        None => steps.last(),
    };
    let text = timeline.map(|timeline| tool::output(&tool.output.value, timeline));
    let text = text.unwrap_or_default();
    if text.is_empty() {
        let wrong = format!("the tool `{}` prints nothing there", tool.id.value);
        source.report(tool.output.at, wrong, "ask for something that there is");
    }
    text
}

/// The run at the step with that id.
fn step_of<'a>(id: &At<u32>, plan: &Plan, steps: &'a [Timeline]) -> Option<&'a Timeline> {
    let mut ids = plan.steps.iter().map(|step| step.id.value);
    steps.get(ids.position(|one| one == id.value)?)
}

/// Does what a try says, on a copy.
fn attempt(one: &TryPlan, step: u32, timeline: &Timeline, source: &Source) {
    let mut copy = timeline.clone();
    if let Some(command) = &one.command
        && !act(command, &mut copy, source)
    {
        return;
    }
    let place = format!("step {step} after the try `{}`", one.id.value);
    for claim in &one.claims {
        expect(claim, &copy, source, &place);
    }
}

fn act(command: &At<Command>, timeline: &mut Timeline, source: &Source) -> bool {
    let acted = timeline.act(command.value.clone());
    if let Err(refusal) = acted {
        let why = refusal::sentence(Lang::En, &meaning::in_language(Lang::En), refusal);
        source.report(command.at, "this cannot be done there", why);
    }
    acted.is_ok()
}

fn ask(question: &QuestionPlan, plan: &Plan, steps: &[Timeline], source: &Source) {
    let Some(mut timeline) = step_of(&question.step, plan, steps).cloned() else {
        return;
    };
    if !question
        .after
        .iter()
        .all(|command| act(command, &mut timeline, source))
    {
        return;
    }
    expect_one(&question.answers, &question.right, &timeline, source);
}

fn expect(claim: &At<Claim>, timeline: &Timeline, source: &Source, place: &str) {
    match timeline.judge(&claim.value) {
        Ok(true) => {}
        Ok(false) => {
            let right = format!("the engine has {}", state_at(&claim.value, timeline));
            source.report(claim.at, format!("the claim is false at {place}"), right);
        }
        Err(error) => {
            source.report(
                claim.at,
                format!("the claim cannot be judged at {place}: {error}"),
                "",
            );
        }
    }
}

/// Exactly the choice that the text calls right may be true, and every other must be shown false.
fn expect_one(choices: &[Choice], right: &At<String>, timeline: &Timeline, source: &Source) {
    for choice in choices {
        let id = &choice.id.value;
        let is_right = *id == right.value;
        match timeline.judge(&choice.claim.value) {
            Ok(holds) if holds == is_right => {}
            Ok(holds) => {
                let wrong = format!(
                    "the choice `{id}` is {holds}, and the lesson calls it {}",
                    if is_right { "right" } else { "wrong" }
                );
                let seen = format!("the engine has {}", state_at(&choice.claim.value, timeline));
                source.report(choice.claim.at, wrong, seen);
            }
            Err(error) => {
                let wrong = format!("the choice `{id}` cannot be judged: {error}");
                source.report(
                    choice.claim.at,
                    wrong,
                    "claim something that comes to be true or false",
                );
            }
        }
    }
}

/// What there is at a claim's moment.
fn state_at(claim: &Claim, timeline: &Timeline) -> String {
    let mut copy = timeline.clone();
    let moment = claim.when.as_ref().and_then(|moment| copy.find(moment));
    if let Some(position) = moment {
        copy.seek(position);
    }
    state(copy.world()) + &standstills(&copy)
}

/// For each rebalance so far, how long its partitions stood still: `; GROUP: orders-0 1203.4 ms, …`.
fn standstills(timeline: &Timeline) -> String {
    let world = timeline.world();
    let mut standstills = Standstills::default();
    standstills.follow(timeline);
    let of_rebalance = standstills.all().iter().map(|rebalance| {
        let stood = rebalance.standstills.iter().map(|(partition, one)| {
            let name = world.metadata().name_of(*partition);
            format!("{name} {} ms", one.in_all(world.now()))
        });
        let stood: Vec<_> = stood.collect();
        format!("; {}: {}", rebalance.group.0, stood.join(", "))
    });
    of_rebalance.collect()
}

/// The replicas in a line: `orders-0 (ISR 1,2,3): b1 LEO 6 HW 5, b2 …`.
fn state(world: &World) -> String {
    let lines = world
        .metadata()
        .partitions_of_users()
        .map(|(partition, registration)| {
            let isr: Vec<_> = registration.isr.iter().map(ToString::to_string).collect();
            let replicas: Vec<_> = world
                .replicas(partition)
                .iter()
                .map(|replica| {
                    let (end, high) = (replica.log.end_offset(), replica.log.high_watermark());
                    format!("b{} LEO {end} HW {high}", replica.broker)
                })
                .collect();
            let name = world.metadata().name_of(partition);
            format!("{name} (ISR {}): {}", isr.join(","), replicas.join(", "))
        });
    let lines: Vec<_> = lines.collect();
    format!("at {} ms {}", world.now(), lines.join("; "))
}
