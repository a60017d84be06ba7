//! Reading a plan, each value for itself.

use highwater_core::scenario::Scenario;
use highwater_text::course::Focus;

use super::check::{check_names_of, check_scenario};
use super::{
    Choice, ConfigPlan, EndPlan, Plan, PredictionPlan, QuestionPlan, StepPlan, ToolPlan, TryPlan,
    VERSION,
};
use crate::problem::Source;
use crate::toml_reader::{At, Table};

impl Plan {
    /// Reads the file; everything wrong with it is reported to the source.
    #[must_use]
    pub fn read(source: &Source) -> Option<Self> {
        let mut file = Table::of(source);
        let version = file.required::<u32>("version");
        if let Some(version) = version.filter(|version| version.value != VERSION) {
            let wrong = format!("the lesson is written in version {}", version.value);
            source.report(version.at, wrong, format!("expected {VERSION}"));
        }
        let minutes = file.required::<u32>("minutes");
        let retired = file.list::<u32>("retired_steps");
        let scenario = file.table("scenario").and_then(read_scenario);
        let steps = file
            .tables("steps")
            .into_iter()
            .filter_map(read_step)
            .collect();
        let end = file.table("end").map(read_end);
        file.done();
        if let Some(scenario) = &scenario {
            check_scenario(source, "scenario.", &scenario.value);
            check_names_of(source, &scenario.value);
        }
        let plan = Self {
            minutes: minutes?.value,
            scenario: scenario?,
            steps,
            end: end?,
        };
        plan.check_step_ids(source, &retired);
        plan.check_choices(source);
        source.is_sound().then_some(plan)
    }
}

/// Reads a cluster.
pub fn read_scenario(mut table: Table<'_>) -> Option<At<Scenario>> {
    let at = table.at();
    let version = table.required("version");
    let seed = table.required("seed");
    let opens_at_ms = table.required("opens_at_ms");
    let network = table.optional("network");
    let brokers = table.required("brokers");
    let racks = table.list("racks");
    let broker_config = table.optional("broker_config");
    let topics = table.list("topics");
    let internal_partitions = table.list("internal_partitions");
    let producers = table.list("producers");
    let consumers = table.list("consumers");
    let script = table.list("script");
    table.done();
    let value = Scenario {
        version: version?.value,
        seed: seed?.value,
        opens_at_ms: opens_at_ms?.value,
        network: network.map(|network| network.value).unwrap_or_default(),
        brokers: brokers?.value,
        racks: values(racks),
        broker_config: broker_config.map(|config| config.value).unwrap_or_default(),
        topics: values(topics),
        internal_partitions: values(internal_partitions),
        producers: values(producers),
        consumers: values(consumers),
        script: values(script),
    };
    Some(At { value, at })
}

fn values<T>(list: Vec<At<T>>) -> Vec<T> {
    list.into_iter().map(|one| one.value).collect()
}

fn read_step(mut table: Table<'_>) -> Option<StepPlan> {
    let id = table.required("id");
    let until = table.required("until");
    let focus = table
        .optional_table("focus")
        .map(read_focus)
        .unwrap_or_default();
    let fidelity = table.required("fidelity");
    let claims = table.list("claims");
    let prediction = table.optional_table("prediction").map(read_prediction);
    let tries: Vec<_> = table.tables("tries").into_iter().map(read_try).collect();
    table.done();
    Some(StepPlan {
        id: id?,
        until: until?,
        focus,
        fidelity: fidelity?.value,
        claims,
        prediction: match prediction {
            Some(read) => Some(read?),
            None => None,
        },
        tries: tries.into_iter().collect::<Option<_>>()?,
    })
}

fn read_focus(mut table: Table<'_>) -> Focus {
    let nodes = values(table.list("nodes"));
    let partition = table.optional("partition").map(|partition| partition.value);
    let view = table.optional("view").map(|view| view.value);
    let cells = table.optional("cells").map(|cells| cells.value);
    table.done();
    Focus {
        nodes,
        partition,
        view,
        cells: cells.unwrap_or_default(),
    }
}

fn read_prediction(mut table: Table<'_>) -> Option<PredictionPlan> {
    let right = table.required("right");
    let options = read_choices(&mut table, "options");
    table.done();
    Some(PredictionPlan {
        right: right?,
        options: options?,
    })
}

fn read_choices(table: &mut Table<'_>, key: &'static str) -> Option<Vec<Choice>> {
    let choices: Vec<_> = table.tables(key).into_iter().map(read_choice).collect();
    choices.into_iter().collect()
}

fn read_choice(mut table: Table<'_>) -> Option<Choice> {
    let id = table.required("id");
    let claim = table.required("claim");
    table.done();
    Some(Choice {
        id: id?,
        claim: claim?,
    })
}

fn read_try(mut table: Table<'_>) -> Option<TryPlan> {
    let id = table.required("id");
    let command = table.optional("command");
    let claims = table.list("claims");
    table.done();
    Some(TryPlan {
        id: id?,
        command,
        claims,
    })
}

fn read_end(mut table: Table<'_>) -> EndPlan {
    let config = table
        .tables("config")
        .into_iter()
        .filter_map(read_config)
        .collect();
    let tools = table
        .tables("tools")
        .into_iter()
        .filter_map(read_tool)
        .collect();
    let questions = table
        .tables("questions")
        .into_iter()
        .filter_map(read_question)
        .collect();
    let next = table.list("next");
    let reading = table.list("reading");
    table.done();
    EndPlan {
        config,
        tools,
        questions,
        next,
        reading,
    }
}

fn read_config(mut table: Table<'_>) -> Option<ConfigPlan> {
    let key = table.required("key");
    let scope = table.required("scope");
    table.done();
    Some(ConfigPlan {
        key: key?,
        scope: scope?.value,
    })
}

fn read_tool(mut table: Table<'_>) -> Option<ToolPlan> {
    let id = table.required("id");
    let command = table.required("command");
    let step = table.optional("step");
    let output = table.required("output");
    table.done();
    Some(ToolPlan {
        id: id?,
        command: command?.value,
        step,
        output: output?,
    })
}

fn read_question(mut table: Table<'_>) -> Option<QuestionPlan> {
    let id = table.required("id");
    let step = table.required("step");
    let after = table.list("after");
    let right = table.required("right");
    let answers = read_choices(&mut table, "answers");
    table.done();
    Some(QuestionPlan {
        id: id?,
        step: step?,
        after,
        right: right?,
        answers: answers?,
    })
}
