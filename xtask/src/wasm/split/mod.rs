//! A wasm file in two: what is there from the start, and what is fetched when it is first needed.
//!
//! ```text
//! the linked file ── relocations ─► who is reached only through a gate, by name
//! the final file ── names ─► halves: near ─(table, exports)─ far
//! ```
//!
//! A gate is a function of one of a few modules; whoever calls it has seen to it that the far half is
//! there. What the two halves share (memory, table, globals) is the near half's.

mod data;
mod halves;
mod program;
mod references;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::Range;

use halves::Side;
use program::Program;
pub use references::References;
use wasmparser::Operator;

/// Where the line runs, in the names of a linked file.
pub struct Line {
    gates: BTreeSet<String>,
    far: BTreeSet<String>,
    far_data: Vec<Range<u32>>,
}

impl Line {
    /// Draws the line through a file that was linked with `--emit-relocs`: gates are the functions of
    /// those modules. None if it is no such file, or has no gates.
    pub fn draw(linked: &[u8], modules: &[&str]) -> Option<Self> {
        let sides = References::read(linked)
            .ok()?
            .sides(|name| modules.iter().any(|module| is_gate(name, module)));
        let far = sides.far.difference(&sides.near).cloned().collect();
        let line = Self {
            gates: sides.gates,
            far,
            far_data: data::without(sides.far_data, sides.near_data),
        };
        (!line.gates.is_empty()).then_some(line)
    }

    /// The two halves of the final file; none if it cannot be taken apart.
    pub fn split(&self, wasm: &[u8]) -> Option<[Vec<u8>; 2]> {
        let program = Program::parse(wasm).filter(|program| program.owns_all)?;
        let mut sides = Vec::new();
        for function in 0..program.functions() {
            let name = program.names.get(&function).copied().unwrap_or_default();
            sides.push(match name {
                name if self.gates.contains(name) => Side::Gate,
                name if self.far.contains(name) => Side::Far,
                _ => Side::Near,
            });
        }
        bring_back_what_is_called(&program, &mut sides);
        let side = |function: u32| sides[function as usize];
        halves::halves(&program, side, &self.far_data).ok()
    }
}

/// What the near side calls other than through a gate, since it was made into one with something else,
/// stays on the near side.
fn bring_back_what_is_called(program: &Program<'_>, sides: &mut [Side]) {
    let exported = program
        .exports
        .iter()
        .filter(|it| it.kind == wasmparser::ExternalKind::Func);
    let mut near: Vec<u32> = exported.map(|it| it.index).chain(program.start).collect();
    near.extend((0..program.functions()).filter(|it| sides[*it as usize] == Side::Near));
    while let Some(function) = near.pop() {
        if sides[function as usize] == Side::Far {
            sides[function as usize] = Side::Near;
        }
        let Some(index) = function.checked_sub(program.imported) else {
            continue;
        };
        let operators = program.bodies[index as usize].get_operators_reader();
        for operator in operators.into_iter().flatten().flatten() {
            let (Operator::Call { function_index } | Operator::RefFunc { function_index }) =
                operator
            else {
                continue;
            };
            if sides[function_index as usize] == Side::Far {
                sides[function_index as usize] = Side::Near;
                near.push(function_index);
            }
        }
    }
}

/// Whether a function belongs to the module and is not one inside another.
fn is_gate(name: &str, module: &str) -> bool {
    let plain = without_hashes(name);
    let rest = plain
        .strip_prefix(module)
        .and_then(|rest| rest.strip_prefix("::"));
    rest.is_some_and(|rest| {
        rest.chars()
            .all(|sign| sign.is_ascii_alphanumeric() || sign == '_')
    })
}

/// `app[0123]::room::open` → `app::room::open`.
fn without_hashes(name: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_u32;
    for sign in name.chars() {
        match sign {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            sign if depth == 0 => plain.push(sign),
            _ => {}
        }
    }
    plain
}
