//! Which functions of a linked wasm file can be reached, by the relocations that the linker left in it:
//! of every call and every address it is known there what it refers to.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rustc_demangle::demangle;
use wasmparser::{
    DataKind, DataSectionReader, ExternalKind, KnownCustom, Linking, Operator, Parser, Payload,
    RelocationEntry, RelocationType, Result, SymbolInfo, SymbolInfoMap, TypeRef,
};

/// A function by its index, or a piece of data by its symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Function(u32),
    Data(u32),
}

/// What lies on either side of the gates.
#[derive(Debug, Default)]
pub struct Sides {
    /// The names of the gates.
    pub gates: BTreeSet<String>,
    /// The names of the functions that are reached without passing a gate.
    pub near: BTreeSet<String>,
    /// The names of the functions that are reached through gates only.
    pub far: BTreeSet<String>,
    /// Where in memory lies what those refer to.
    pub far_data: Vec<Range<u32>>,
    /// Where in memory lies what the near functions refer to.
    pub near_data: Vec<Range<u32>>,
}

/// Parts of a linked file, and what each of them refers to.
#[derive(Debug, Default)]
pub struct References {
    of: BTreeMap<Part, BTreeSet<Part>>,
    /// The functions' names, as people read them.
    names: BTreeMap<u32, String>,
    /// Where in memory the pieces of data lie.
    addresses: BTreeMap<u32, Range<u32>>,
    exported: BTreeSet<Part>,
}

impl References {
    /// Reads a file that was linked with `--emit-relocs`.
    ///
    /// # Errors
    /// When it is no wasm.
    pub fn read(wasm: &[u8]) -> Result<Self> {
        let mut references = Self::default();
        let mut layout = Layout::default();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        layout.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            references.exported.insert(Part::Function(export.index));
                        }
                    }
                }
                Payload::CodeSectionStart {
                    unchecked_range, ..
                } => {
                    layout.code_at = unchecked_range.start;
                }
                Payload::CodeSectionEntry(body) => layout.bodies.push(body.range()),
                Payload::DataSection(data) => layout.read_data(data)?,
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Linking(linking) => {
                        for subsection in linking.subsections() {
                            if let Linking::SymbolTable(symbols) = subsection? {
                                references.read_symbols(symbols, &mut layout)?;
                            }
                        }
                    }
                    KnownCustom::Reloc(relocations) => {
                        let in_code = section.name() == "reloc.CODE";
                        for entry in relocations.entries() {
                            references.note(&layout, in_code, &entry?);
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(references)
    }

    fn read_symbols(&mut self, symbols: SymbolInfoMap<'_>, layout: &mut Layout) -> Result<()> {
        for (number, symbol) in (0..).zip(symbols) {
            match symbol? {
                SymbolInfo::Func { index, name, .. } => {
                    layout.symbols.insert(number, Part::Function(index));
                    if let Some(name) = name {
                        self.names.insert(index, demangle(name).to_string());
                    }
                }
                SymbolInfo::Data {
                    symbol: Some(data), ..
                } => {
                    layout.symbols.insert(number, Part::Data(number));
                    let segment = layout.segments.get(data.index as usize);
                    let Some(Segment { file, address }) = segment else {
                        continue;
                    };
                    let file = file.start + u64::from(data.offset);
                    let address = address + data.offset;
                    layout
                        .data
                        .push((file..file + u64::from(data.size), number));
                    self.addresses.insert(number, address..address + data.size);
                }
                _ => {}
            }
        }
        layout.data.sort_by_key(|(range, _)| range.start);
        Ok(())
    }

    fn note(&mut self, layout: &Layout, in_code: bool, entry: &RelocationEntry) {
        if matches!(
            entry.ty,
            RelocationType::TypeIndexLeb
                | RelocationType::GlobalIndexLeb
                | RelocationType::TableNumberLeb
        ) {
            return;
        }
        let Some(to) = layout.symbols.get(&entry.index) else {
            return;
        };
        for from in layout.parts_at(in_code, u64::from(entry.offset)) {
            self.of.entry(from).or_default().insert(*to);
        }
    }

    /// What lies on this side of the gates and what beyond.
    pub fn sides(&self, is_gate: impl Fn(&str) -> bool) -> Sides {
        let mut sides = Sides::default();
        let is_gate = |part: &Part| match part {
            Part::Function(index) => self.names.get(index).is_some_and(|name| is_gate(name)),
            Part::Data(_) => false,
        };
        let near = self.reached(self.exported.clone(), is_gate);
        let gates = self.names.keys().map(|index| Part::Function(*index));
        let gates: BTreeSet<Part> = gates.filter(is_gate).collect();
        let far = self.reached(gates.clone(), |part| near.contains(part));
        for part in &far {
            match part {
                Part::Function(index) if gates.contains(part) => {
                    sides.gates.extend(self.names.get(index).cloned());
                }
                Part::Function(index) => sides.far.extend(self.names.get(index).cloned()),
                Part::Data(symbol) => sides.far_data.extend(self.addresses.get(symbol).cloned()),
            }
        }
        for part in near {
            match part {
                Part::Function(index) => sides.near.extend(self.names.get(&index).cloned()),
                Part::Data(symbol) => sides.near_data.extend(self.addresses.get(&symbol).cloned()),
            }
        }
        sides
    }

    /// What is reached from there without going on behind what ends the way.
    fn reached(&self, from: BTreeSet<Part>, ends: impl Fn(&Part) -> bool) -> BTreeSet<Part> {
        let mut reached = BTreeSet::new();
        let mut next: Vec<Part> = from.into_iter().collect();
        while let Some(part) = next.pop() {
            if ends(&part) || !reached.insert(part) {
                continue;
            }
            next.extend(self.of.get(&part).into_iter().flatten());
        }
        reached
    }
}

/// Where everything lies in the file.
#[derive(Debug, Default)]
struct Layout {
    /// How many functions are imported; they are counted first.
    imported: u32,
    code_at: u64,
    bodies: Vec<Range<u64>>,
    data_at: u64,
    segments: Vec<Segment>,
    /// The pieces of data, by where they begin in the file.
    data: Vec<(Range<u64>, u32)>,
    symbols: BTreeMap<u32, Part>,
}

#[derive(Debug)]
struct Segment {
    file: Range<u64>,
    address: u32,
}

impl Layout {
    fn read_data(&mut self, data: DataSectionReader<'_>) -> Result<()> {
        self.data_at = data.range().start;
        for segment in data {
            let segment = segment?;
            let mut address = 0;
            if let DataKind::Active { offset_expr, .. } = segment.kind
                && let Operator::I32Const { value } = offset_expr.get_operators_reader().read()?
            {
                address = value as u32;
            }
            let end = segment.range.end;
            let file = end - segment.data.len() as u64..end;
            self.segments.push(Segment { file, address });
        }
        Ok(())
    }

    /// The function or the pieces of data in which an address of the file lies.
    fn parts_at(&self, in_code: bool, offset: u64) -> Vec<Part> {
        if in_code {
            let at = self.code_at + offset;
            let index = self.bodies.partition_point(|body| body.end <= at);
            return vec![Part::Function(self.imported + index as u32)];
        }
        let at = self.data_at + offset;
        let begun = self.data.partition_point(|(range, _)| range.start <= at);
        let holds = |(range, symbol): &(Range<u64>, u32)| {
            range.contains(&at).then_some(Part::Data(*symbol))
        };
        self.data[..begun].iter().filter_map(holds).collect()
    }
}
