//! The two halves of a program, as files of their own. What is called across stands in the table or is
//! exported; memory, table and globals are the near half's, and the far half imports them.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::Range;

use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind,
    ExportSection, Function, FunctionSection, ImportSection, Module, RawSection, SectionId,
    StartSection, TableSection,
};
use wasmparser::FunctionBody;

use super::data::{self, Piece};
use super::program::{Program, Slot};

/// The module from which the far half imports everything.
const NEAR_MODULE: &str = "a";

/// On which side a function stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It is there from the start.
    Near,
    /// It is called from the near side, and stands on the far side: whoever calls it has seen to it that
    /// that is there.
    Gate,
    /// It is there later.
    Far,
}

type Result<T> = std::result::Result<T, reencode::Error<Infallible>>;

/// The two files: what is there from the start, and the rest. `side` tells of every function that is not
/// imported where it stands, by its index; `far_data` is where in memory lies what only the far side needs.
pub fn halves(
    program: &Program<'_>,
    side: impl Fn(u32) -> Side,
    far_data: &[Range<u32>],
) -> Result<[Vec<u8>; 2]> {
    let functions = program.imported..program.functions();
    let by_side = |wanted: &dyn Fn(Side) -> bool| -> Vec<u32> {
        functions
            .clone()
            .filter(|function| wanted(side(*function)))
            .collect()
    };
    let near = by_side(&|side| side == Side::Near);
    let gates = by_side(&|side| side == Side::Gate);
    let far = by_side(&|side| side != Side::Near);
    let gate_slots = gate_slots(program, &gates);
    let (near_slots, mut far_slots): (Vec<Slot>, Vec<Slot>) = program
        .slots
        .iter()
        .partition(|slot| slot.function < program.imported || side(slot.function) == Side::Near);
    far_slots.extend(&gate_slots);
    let [near_data, far_data] = data::divide(&program.data, far_data);

    let wanted = asked_for(program, &far)?;
    let mut numbering = Numbering::of(wanted.iter().chain(&far));
    let far_half = far_half(
        program,
        &mut numbering,
        &wanted,
        &far,
        &far_slots,
        &far_data,
    )?;
    let imported: Vec<u32> = (0..program.imported).collect();
    let mut numbering = Numbering::of(imported.iter().chain(&near).chain(&gates));
    let near_half = near_half(
        program,
        &mut numbering,
        &near,
        &gate_slots,
        &near_slots,
        &near_data,
        &wanted,
    )?;
    Ok([near_half, far_half])
}

/// The functions that the far half calls and does not have.
fn asked_for(program: &Program<'_>, far: &[u32]) -> Result<Vec<u32>> {
    let mut numbering = Numbering::of(far.iter());
    for function in far {
        let mut code = CodeSection::new();
        numbering.parse_function_body(&mut code, body(program, *function))?;
    }
    Ok(numbering.unknown)
}

/// Places behind the end of the first table, in which the far half puts the gates.
fn gate_slots(program: &Program<'_>, gates: &[u32]) -> Vec<Slot> {
    let table = function_table(program);
    let end = program
        .tables
        .get(table as usize)
        .map_or(0, |table| table.initial as u32);
    (end..)
        .zip(gates)
        .map(|(place, function)| Slot {
            table,
            place,
            function: *function,
        })
        .collect()
}

/// The table in which functions stand.
fn function_table(program: &Program<'_>) -> u32 {
    program.slots.first().map_or(0, |slot| slot.table)
}

/// The functions of one half by their new numbers, and those that it does not have, in the order in which
/// they were asked for.
struct Numbering {
    places: BTreeMap<u32, u32>,
    unknown: Vec<u32>,
}

impl Numbering {
    fn of<'f>(functions: impl Iterator<Item = &'f u32>) -> Self {
        let places = (0..)
            .zip(functions)
            .map(|(place, function)| (*function, place));
        Self {
            places: places.collect(),
            unknown: Vec::new(),
        }
    }
}

impl Reencode for Numbering {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32> {
        if let Some(place) = self.places.get(&function) {
            return Ok(*place);
        }
        if !self.unknown.contains(&function) {
            self.unknown.push(function);
        }
        Ok(0)
    }
}

fn body<'a>(program: &Program<'a>, function: u32) -> FunctionBody<'a> {
    program.bodies[(function - program.imported) as usize].clone()
}

fn near_half(
    program: &Program<'_>,
    numbering: &mut Numbering,
    near: &[u32],
    gate_slots: &[Slot],
    slots: &[Slot],
    data: &[Piece<'_>],
    wanted: &[u32],
) -> Result<Vec<u8>> {
    let mut module = Module::new();
    raw(&mut module, SectionId::Type, program.types);
    raw(&mut module, SectionId::Import, program.imports);
    let mut functions = FunctionSection::new();
    for function in near
        .iter()
        .copied()
        .chain(gate_slots.iter().map(|slot| slot.function))
    {
        functions.function(program.type_of[function as usize]);
    }
    module.section(&functions);
    let mut tables = TableSection::new();
    for (index, table) in (0..).zip(&program.tables) {
        let mut table = numbering.table_type(*table)?;
        if index == function_table(program) {
            table.minimum += gate_slots.len() as u64;
            table.maximum = table.maximum.map(|most| most.max(table.minimum));
        }
        tables.table(table);
    }
    module.section(&tables);
    raw(&mut module, SectionId::Memory, program.memory_section);
    raw(&mut module, SectionId::Global, program.global_section);
    module.section(&exports(program, numbering, wanted)?);
    if let Some(start) = program.start {
        module.section(&StartSection {
            function_index: numbering.function_index(start)?,
        });
    }
    module.section(&elements(numbering, slots)?);
    let mut code = CodeSection::new();
    for function in near {
        numbering.parse_function_body(&mut code, body(program, *function))?;
    }
    for slot in gate_slots {
        code.function(&through(program, slot));
    }
    module.section(&code);
    module.section(&data_section(data));
    Ok(module.finish())
}

/// What the file exports already, and what the far half asks for.
fn exports(
    program: &Program<'_>,
    numbering: &mut Numbering,
    wanted: &[u32],
) -> Result<ExportSection> {
    let mut all = Vec::new();
    for export in &program.exports {
        let kind = numbering.export_kind(export.kind)?;
        all.push((export.name.to_owned(), kind, export.index));
    }
    all.extend(border(program, wanted));
    let mut exports = ExportSection::new();
    for (name, kind, index) in all {
        let index = match kind {
            ExportKind::Func => numbering.function_index(index)?,
            _ => index,
        };
        exports.export(&name, kind, index);
    }
    Ok(exports)
}

fn far_half(
    program: &Program<'_>,
    numbering: &mut Numbering,
    imported: &[u32],
    far: &[u32],
    slots: &[Slot],
    data: &[Piece<'_>],
) -> Result<Vec<u8>> {
    let mut module = Module::new();
    raw(&mut module, SectionId::Type, program.types);
    let mut imports = ImportSection::new();
    for (name, kind, index) in border(program, imported) {
        let at = index as usize;
        let entity = match kind {
            ExportKind::Memory => EntityType::from(numbering.memory_type(program.memories[at])?),
            ExportKind::Global => EntityType::from(numbering.global_type(program.globals[at])?),
            ExportKind::Table => {
                let mut table = numbering.table_type(program.tables[at])?;
                table.maximum = None;
                EntityType::from(table)
            }
            _ => EntityType::Function(program.type_of[at]),
        };
        imports.import(NEAR_MODULE, &name, entity);
    }
    module.section(&imports);
    let mut functions = FunctionSection::new();
    for function in far {
        functions.function(program.type_of[*function as usize]);
    }
    module.section(&functions);
    module.section(&elements(numbering, slots)?);
    let mut code = CodeSection::new();
    for function in far {
        numbering.parse_function_body(&mut code, body(program, *function))?;
    }
    module.section(&code);
    module.section(&data_section(data));
    Ok(module.finish())
}

/// What stands on the border: the name, what it is, and its index in the whole. Names that begin with a
/// digit are nobody else's.
fn border(program: &Program<'_>, functions: &[u32]) -> Vec<(String, ExportKind, u32)> {
    let mut border = Vec::new();
    let kinds = [
        (ExportKind::Memory, program.memories.len()),
        (ExportKind::Table, program.tables.len()),
        (ExportKind::Global, program.globals.len()),
    ];
    for (kind, count) in kinds {
        border.extend((0..count as u32).map(|index| (kind, index)));
    }
    border.extend(
        functions
            .iter()
            .map(|function| (ExportKind::Func, *function)),
    );
    let named = border.into_iter().enumerate();
    named
        .map(|(name, (kind, index))| (name.to_string(), kind, index))
        .collect()
}

/// A function that calls what stands in a slot.
fn through(program: &Program<'_>, slot: &Slot) -> Function {
    let signature = program.type_of[slot.function as usize];
    let mut function = Function::new([]);
    let mut code = function.instructions();
    for parameter in 0..program.parameters[signature as usize] {
        code.local_get(parameter);
    }
    code.i32_const(slot.place as i32)
        .call_indirect(slot.table, signature)
        .end();
    function
}

/// Slots that follow each other share a segment.
fn elements(numbering: &mut Numbering, slots: &[Slot]) -> Result<ElementSection> {
    let mut slots = slots.to_vec();
    slots.sort_by_key(|slot| (slot.table, slot.place));
    let follows = |one: &Slot, next: &Slot| one.table == next.table && one.place + 1 == next.place;
    let mut elements = ElementSection::new();
    for run in slots.chunk_by(follows) {
        let mut functions = Vec::new();
        for slot in run {
            functions.push(numbering.function_index(slot.function)?);
        }
        let table = Some(run[0].table).filter(|table| *table > 0);
        let first = ConstExpr::i32_const(run[0].place as i32);
        elements.active(table, &first, Elements::Functions(functions.into()));
    }
    Ok(elements)
}

fn data_section(pieces: &[Piece<'_>]) -> DataSection {
    let mut section = DataSection::new();
    for piece in pieces {
        let address = ConstExpr::i32_const(piece.address as i32);
        section.active(0, &address, piece.bytes.iter().copied());
    }
    section
}

fn raw(module: &mut Module, section: SectionId, content: &[u8]) {
    if !content.is_empty() {
        module.section(&RawSection {
            id: section.into(),
            data: content,
        });
    }
}
