use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, ExportKind, ExportSection,
    Function, FunctionSection, ImportSection, MemorySection, MemoryType, Module, NameMap,
    NameSection, RefType, TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{ExternalKind, Validator};

use super::program::{Program, Slot};
use super::*;

/// Function 0 is imported. `main` (1) calls `gate` (2); `gate` calls `helper` (3), the imported one, and
/// `shared` (4), which `main` calls, too; `listed` (5) stands in the table and nobody calls it.
fn program() -> Vec<u8> {
    let mut types = TypeSection::new();
    types
        .ty()
        .function([ValType::I32, ValType::I64], [ValType::I32]);
    types.ty().function([], []);
    let mut imports = ImportSection::new();
    imports.import("a", "log", wasm_encoder::EntityType::Function(1));
    let mut functions = FunctionSection::new();
    for signature in [1, 0, 1, 1, 1] {
        functions.function(signature);
    }
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: 4,
        maximum: Some(4),
        shared: false,
    });
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut exports = ExportSection::new();
    exports.export("main", ExportKind::Func, 1);
    let mut elements = ElementSection::new();
    let placed = Elements::Functions((&[4, 5, 3][..]).into());
    elements.active(None, &ConstExpr::i32_const(1), placed);
    let mut code = CodeSection::new();
    let mut main = Function::new([]);
    main.instructions()
        .i32_const(1)
        .i64_const(2)
        .call(2)
        .drop()
        .call(4)
        .end();
    let mut gate = Function::new([]);
    gate.instructions()
        .call(3)
        .call(0)
        .call(4)
        .local_get(0)
        .end();
    code.function(&main).function(&gate);
    for _ in 0..3 {
        let mut empty = Function::new([]);
        empty.instructions().end();
        code.function(&empty);
    }
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(100), [7; 80]);
    let mut names = NameMap::new();
    for (index, name) in [
        (1, "main"),
        (2, "gate"),
        (3, "helper"),
        (4, "shared"),
        (5, "listed"),
    ] {
        names.append(index, name);
    }
    let mut section = NameSection::new();
    section.functions(&names);
    let mut module = Module::new();
    module
        .section(&types)
        .section(&imports)
        .section(&functions)
        .section(&tables)
        .section(&memories);
    module
        .section(&exports)
        .section(&elements)
        .section(&code)
        .section(&data)
        .section(&section);
    module.finish()
}

fn line(far: &[&str]) -> Line {
    Line {
        gates: BTreeSet::from(["gate".to_owned()]),
        far: far.iter().map(|name| (*name).to_owned()).collect(),
        far_data: vec![0..50, 120..160],
    }
}

fn split(far: &[&str]) -> [Vec<u8>; 2] {
    let halves = line(far)
        .split(&program())
        .expect("the program can be taken apart");
    for half in &halves {
        Validator::new()
            .validate_all(half)
            .expect("a half is valid wasm");
    }
    halves
}

#[test]
fn what_is_reached_through_a_gate_alone_stands_in_the_far_half() {
    let halves = split(&["helper", "listed"]);
    let [near, far] = halves
        .each_ref()
        .map(|half| Program::parse(half).expect("a half can be read"));
    // main, shared, and what leads to the gate.
    assert_eq!(near.bodies.len(), 3);
    // gate, helper, listed.
    assert_eq!(far.bodies.len(), 3);
    let data = [&near, &far].map(|half| {
        half.data
            .iter()
            .map(|it| (it.address, it.bytes.len()))
            .collect::<Vec<_>>()
    });
    assert_eq!(data, [vec![(100, 20), (160, 20)], vec![(120, 40)]]);
}

#[test]
fn the_table_has_a_place_for_each_gate_that_the_far_half_fills() {
    let halves = split(&["helper", "listed"]);
    let [near, far] = halves
        .each_ref()
        .map(|half| Program::parse(half).expect("a half can be read"));
    assert_eq!(near.tables[0].initial, 5);
    let places = |half: &Program<'_>| {
        half.slots
            .iter()
            .map(|slot: &Slot| slot.place)
            .collect::<Vec<_>>()
    };
    assert_eq!(places(&near), [1]);
    assert_eq!(places(&far), [2, 3, 4]);
}

#[test]
fn what_the_far_half_asks_for_is_exported_under_the_same_name() {
    let [near, far] = split(&["helper", "listed"]);
    let near = Program::parse(&near).expect("a half can be read");
    let exported: Vec<(&str, ExternalKind)> =
        near.exports.iter().map(|it| (it.name, it.kind)).collect();
    let expected = [
        ("main", ExternalKind::Func),
        ("0", ExternalKind::Memory),
        ("1", ExternalKind::Table),
        ("2", ExternalKind::Func),
        ("3", ExternalKind::Func),
    ];
    assert_eq!(exported, expected);
    let imports = wasmparser::Parser::new(0)
        .parse_all(&far)
        .find_map(|payload| match payload {
            Ok(wasmparser::Payload::ImportSection(imports)) => Some(imports),
            _ => None,
        });
    let names = imports
        .into_iter()
        .flat_map(wasmparser::ImportSectionReader::into_imports);
    let names: Vec<String> = names
        .flatten()
        .map(|import| import.name.to_owned())
        .collect();
    assert_eq!(names, ["0", "1", "2", "3"]);
}

#[test]
fn what_the_near_side_calls_stays_there_whatever_its_name() {
    let [near, _] = split(&["helper", "shared", "listed"]);
    let near = Program::parse(&near).expect("a half can be read");
    assert_eq!(
        near.bodies.len(),
        3,
        "main, shared, and what leads to the gate"
    );
}

#[test]
fn gates_are_the_plain_functions_of_their_module() {
    for (name, expected) in [
        ("app[01ab]::deferred::facts_of", true),
        ("app[01ab]::deferred::facts_of::{closure#0}", false),
        (
            "<app[01ab]::deferred::Facts as core[2]::clone::Clone>::clone",
            false,
        ),
        ("app[01ab]::other::facts_of", false),
        ("app[01ab]::deferredly::facts_of", false),
    ] {
        assert_eq!(is_gate(name, "app::deferred"), expected, "{name}");
    }
}
