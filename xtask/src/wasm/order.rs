//! The order of a wasm file's functions. It means nothing to who runs them, and much to who compresses
//! them: what stands beside its like compresses best.

use std::collections::{BTreeMap, BTreeSet};

use super::{Module, Reader, number, write_number, write_sized};

/// Functions are compared by the pieces of so many bytes that they share.
const PIECE_BYTES: usize = 5;

/// What more than one function in so many has is no sign of likeness.
const COMMON: usize = 3;

/// The file with a name for each function, so that functions in the order of their names stand beside
/// their like; none if it is no wasm that can be read.
pub fn name_by_likeness(wasm: &[u8]) -> Option<Vec<u8>> {
    let module = Module::parse(wasm)?;
    let imported = imported_functions(module.section(number::IMPORTS)?)?;
    let order = beside_its_like(&functions(module.section(number::CODE)?)?);
    let mut named = wasm.to_vec();
    named.push(number::CUSTOM);
    write_sized(&names(imported, &order), &mut named);
    Some(named)
}

/// The bodies of the functions.
fn functions(code: &[u8]) -> Option<Vec<&[u8]>> {
    let mut reader = Reader(code);
    (0..reader.number()?).map(|_| reader.sized()).collect()
}

/// How many of the imports are functions: they are counted before those of the file.
fn imported_functions(imports: &[u8]) -> Option<usize> {
    let mut reader = Reader(imports);
    let mut functions = 0;
    for _ in 0..reader.number()? {
        let _module = reader.sized()?;
        let _name = reader.sized()?;
        match reader.bytes(1)? {
            [0] => {
                let _signature = reader.number()?;
                functions += 1;
            }
            // What wasm-bindgen writes imports nothing else.
            _ => return None,
        }
    }
    Some(functions)
}

/// The functions, each followed by the one that is most like it of those that are left, from the largest
/// on.
fn beside_its_like(functions: &[&[u8]]) -> Vec<usize> {
    let pieces: Vec<BTreeSet<&[u8]>> = functions
        .iter()
        .map(|body| body.windows(PIECE_BYTES).collect())
        .collect();
    let mut found_in: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
    for (function, pieces) in pieces.iter().enumerate() {
        for piece in pieces {
            found_in.entry(piece).or_default().push(function);
        }
    }
    found_in.retain(|_, functions| functions.len() <= pieces.len().div_ceil(COMMON));
    let mut left: BTreeSet<usize> = (0..functions.len()).collect();
    let mut order = Vec::new();
    let mut next = left.iter().copied().max_by_key(|one| functions[*one].len());
    while let Some(function) = next {
        left.remove(&function);
        order.push(function);
        let mut shared = vec![0_u32; functions.len()];
        for piece in &pieces[function] {
            for other in found_in.get(piece).into_iter().flatten() {
                shared[*other] += 1;
            }
        }
        let likeness = |other: &usize| {
            let more = pieces[function].len().max(pieces[*other].len()).max(1);
            f64::from(shared[*other]) / more as f64
        };
        let nearest = |a: &usize, b: &usize| likeness(a).total_cmp(&likeness(b));
        next = left.iter().copied().max_by(nearest);
    }
    order
}

/// The content of a section of names: each function's place in the order.
fn names(imported: usize, order: &[usize]) -> Vec<u8> {
    let mut place = vec![0; order.len()];
    for (rank, function) in order.iter().enumerate() {
        place[*function] = rank;
    }
    let mut functions = Vec::new();
    write_number(order.len(), &mut functions);
    for (function, place) in place.iter().enumerate() {
        write_number(imported + function, &mut functions);
        write_sized(format!("{place:06}").as_bytes(), &mut functions);
    }
    const FUNCTION_NAMES: u8 = 1;
    let mut section = Vec::new();
    write_sized(b"name", &mut section);
    section.push(FUNCTION_NAMES);
    write_sized(&functions, &mut section);
    section
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_function_is_followed_by_its_like() {
        let functions: [&[u8]; 5] = [
            b"the largest of all, and unlike the rest",
            b"append to the log",
            b"who is the leader",
            b"append to a log",
            b"who was the leader",
        ];
        let order = beside_its_like(&functions);
        assert_eq!(order.len(), 5);
        assert_eq!(order[0], 0);
        for pair in [[1, 3], [2, 4]] {
            let places = pair.map(|one| order.iter().position(|other| *other == one));
            let [Some(a), Some(b)] = places else {
                panic!("{order:?} lacks some")
            };
            assert_eq!(a.abs_diff(b), 1, "{pair:?} in {order:?}");
        }
    }

    #[test]
    fn what_is_imported_is_counted_first() {
        // Two functions imported from "m".
        let imports = b"\x02\x01m\x01a\0\0\x01m\x01b\0\0";
        assert_eq!(imported_functions(imports), Some(2));
        let named = names(2, &[1, 0]);
        assert_eq!(named, b"\x04name\x01\x11\x02\x02\x06000001\x03\x06000000");
    }
}
