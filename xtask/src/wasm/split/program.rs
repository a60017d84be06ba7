//! A wasm file's parts, as far as taking it apart asks for.

use std::collections::BTreeMap;
use std::ops::Range;

use wasmparser::{
    ConstExpr, DataKind, DataSectionReader, ElementItems, ElementKind, ElementSectionReader,
    Export, FunctionBody, GlobalType, ImportSectionReader, KnownCustom, MemoryType, Name,
    NameSectionReader, Operator, Parser, Payload, Result, TableType, TypeRef,
};

use super::data::Piece;

/// A wasm file, as wasm-bindgen and wasm-opt leave it: it imports functions only.
#[derive(Default)]
pub struct Program<'a> {
    /// Sections that are taken over as they are: types, imports, memories and globals.
    pub types: &'a [u8],
    pub imports: &'a [u8],
    pub memory_section: &'a [u8],
    pub global_section: &'a [u8],
    /// How many functions are imported; they are counted first.
    pub imported: u32,
    /// Whether it imports nothing else: its memory, tables and globals are its own.
    pub owns_all: bool,
    /// The type of each function, the imported ones first.
    pub type_of: Vec<u32>,
    /// How many parameters the functions of each type have.
    pub parameters: Vec<u32>,
    pub bodies: Vec<FunctionBody<'a>>,
    pub tables: Vec<TableType>,
    pub memories: Vec<MemoryType>,
    pub globals: Vec<GlobalType>,
    pub exports: Vec<Export<'a>>,
    pub start: Option<u32>,
    /// What stands in the tables: the table, the place and the function.
    pub slots: Vec<Slot>,
    pub data: Vec<Piece<'a>>,
    /// The functions' names.
    pub names: BTreeMap<u32, &'a str>,
}

/// A place of a table that holds a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub table: u32,
    pub place: u32,
    pub function: u32,
}

impl<'a> Program<'a> {
    /// None if it is no wasm that can be taken apart.
    pub fn parse(wasm: &'a [u8]) -> Option<Self> {
        let mut program = Self {
            owns_all: true,
            ..Self::default()
        };
        for payload in Parser::new(0).parse_all(wasm) {
            program.read(wasm, payload.ok()?).ok()??;
        }
        Some(program)
    }

    /// None in it if the file holds what is not known here.
    fn read(&mut self, wasm: &'a [u8], payload: Payload<'a>) -> Result<Option<()>> {
        let content = |range: Range<u64>| &wasm[range.start as usize..range.end as usize];
        match payload {
            Payload::TypeSection(types) => {
                self.types = content(types.range());
                for signature in types.into_iter_err_on_gc_types() {
                    self.parameters.push(signature?.params().len() as u32);
                }
            }
            Payload::ImportSection(imports) => {
                self.imports = content(imports.range());
                self.read_imports(imports)?;
            }
            Payload::FunctionSection(functions) => {
                for signature in functions {
                    self.type_of.push(signature?);
                }
            }
            Payload::TableSection(tables) => {
                for table in tables {
                    self.tables.push(table?.ty);
                }
            }
            Payload::MemorySection(memories) => {
                self.memory_section = content(memories.range());
                for memory in memories {
                    self.memories.push(memory?);
                }
            }
            Payload::GlobalSection(globals) => {
                self.global_section = content(globals.range());
                for global in globals {
                    self.globals.push(global?.ty);
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    self.exports.push(export?);
                }
            }
            Payload::StartSection { func, .. } => self.start = Some(func),
            Payload::ElementSection(elements) => return self.read_elements(elements),
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(data) => return self.read_data(data),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    self.read_names(names)?;
                }
            }
            _ => {}
        }
        Ok(Some(()))
    }

    fn read_imports(&mut self, imports: ImportSectionReader<'a>) -> Result<()> {
        for import in imports.into_imports() {
            match import?.ty {
                TypeRef::Func(signature) => {
                    self.type_of.push(signature);
                    self.imported += 1;
                }
                _ => self.owns_all = false,
            }
        }
        Ok(())
    }

    /// None in it if a table is filled later, or with something else than functions.
    fn read_elements(&mut self, elements: ElementSectionReader<'a>) -> Result<Option<()>> {
        for element in elements {
            let element = element?;
            let (
                ElementKind::Active {
                    table_index,
                    offset_expr,
                },
                ElementItems::Functions(functions),
            ) = (element.kind, element.items)
            else {
                return Ok(None);
            };
            let Some(first) = constant(offset_expr)? else {
                return Ok(None);
            };
            for (place, function) in (first..).zip(functions) {
                self.slots.push(Slot {
                    table: table_index.unwrap_or_default(),
                    place,
                    function: function?,
                });
            }
        }
        Ok(Some(()))
    }

    /// None in it if memory is filled later, or there are several.
    fn read_data(&mut self, data: DataSectionReader<'a>) -> Result<Option<()>> {
        for segment in data {
            let segment = segment?;
            let DataKind::Active {
                memory_index: 0,
                offset_expr,
            } = segment.kind
            else {
                return Ok(None);
            };
            let Some(address) = constant(offset_expr)? else {
                return Ok(None);
            };
            self.data.push(Piece {
                address,
                bytes: segment.data,
            });
        }
        Ok(Some(()))
    }

    fn read_names(&mut self, subsections: NameSectionReader<'a>) -> Result<()> {
        for subsection in subsections {
            if let Name::Function(names) = subsection? {
                for naming in names {
                    let naming = naming?;
                    self.names.insert(naming.index, naming.name);
                }
            }
        }
        Ok(())
    }

    /// How many functions there are, the imported ones included.
    pub fn functions(&self) -> u32 {
        self.type_of.len() as u32
    }
}

fn constant(expression: ConstExpr<'_>) -> Result<Option<u32>> {
    match expression.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(Some(value as u32)),
        _ => Ok(None),
    }
}
