//! What lies in memory from the start, and which of it only one half needs.

use std::ops::Range;

/// A part of memory, and what it holds at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    pub address: u32,
    pub bytes: &'a [u8],
}

/// What is shorter stays where it is: to cut it out would cost more than it weighs.
const WORTH_BYTES: u32 = 24;

/// The pieces outside of the ranges, and those inside; ranges are in order and apart.
pub fn divide<'a>(pieces: &[Piece<'a>], ranges: &[Range<u32>]) -> [Vec<Piece<'a>>; 2] {
    let mut divided = [Vec::new(), Vec::new()];
    for piece in pieces {
        let end = piece.address + piece.bytes.len() as u32;
        let mut from = piece.address;
        for range in ranges {
            let inside = range.start.max(from)..range.end.min(end);
            if inside.len() < WORTH_BYTES as usize {
                continue;
            }
            divided[0].extend(part(piece, from..inside.start));
            divided[1].extend(part(piece, inside.clone()));
            from = inside.end;
        }
        divided[0].extend(part(piece, from..end));
    }
    divided
}

fn part<'a>(piece: &Piece<'a>, range: Range<u32>) -> Option<Piece<'a>> {
    let at = |address: u32| (address - piece.address) as usize;
    let bytes = piece.bytes.get(at(range.start)..at(range.end))?;
    (!bytes.is_empty()).then_some(Piece {
        address: range.start,
        bytes,
    })
}

/// Ranges in order and apart, without what others cover.
pub fn without(mut ranges: Vec<Range<u32>>, mut others: Vec<Range<u32>>) -> Vec<Range<u32>> {
    ranges.sort_by_key(|range| range.start);
    others.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<u32>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    let mut left = Vec::new();
    for range in joined {
        let mut from = range.start;
        for other in &others {
            if other.end <= from || other.start >= range.end {
                continue;
            }
            if other.start > from {
                left.push(from..other.start);
            }
            from = from.max(other.end);
        }
        if from < range.end {
            left.push(from..range.end);
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_cover_is_left_out() {
        let check = |ranges: &[Range<u32>], others: &[Range<u32>], left: &[Range<u32>]| {
            assert_eq!(
                without(ranges.to_vec(), others.to_vec()),
                left,
                "{ranges:?} {others:?}"
            );
        };
        check(&[0..10, 40..50], &[], &[0..10, 40..50]);
        check(&[5..10, 0..5, 20..30], &[], &[0..10, 20..30]);
        check(&[0..10, 40..50], &[3..5, 44..60], &[0..3, 5..10, 40..44]);
        check(&[0..10, 20..30], &[8..22, 60..61], &[0..8, 22..30]);
        check(&[2..8, 9..10], &[0..10, 20..21], &[]);
    }

    #[test]
    fn every_byte_is_on_one_side_at_its_address() {
        let bytes: Vec<u8> = (0..200).collect();
        let piece = Piece {
            address: 1000,
            bytes: &bytes,
        };
        let [outside, inside] = divide(
            &[piece],
            &[0..1010, 1050..1100, 1105..1110, 1160..1190, 1195..1300],
        );
        let lie = |pieces: &[Piece<'_>]| -> Vec<Range<u32>> {
            pieces
                .iter()
                .map(|it| it.address..it.address + it.bytes.len() as u32)
                .collect()
        };
        assert_eq!(lie(&outside), [1000..1050, 1100..1160, 1190..1200]);
        assert_eq!(lie(&inside), [1050..1100, 1160..1190]);
        for piece in outside.iter().chain(&inside) {
            assert_eq!(u32::from(piece.bytes[0]), piece.address - 1000);
        }
    }
}
