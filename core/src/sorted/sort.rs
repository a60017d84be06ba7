//! A sort for short lists.

/// Sorts a handful of things; those of which none comes first keep their order. The standard library's
/// sorts are made for long lists, and every kind of list would bring 4 KB of them to the download.
pub(crate) fn sort_by<T>(items: &mut [T], comes_first: impl Fn(&T, &T) -> bool) {
    for sorted in 1..items.len() {
        let mut at = sorted;
        while at > 0 && comes_first(&items[at], &items[at - 1]) {
            items.swap(at, at - 1);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_sorted_as_the_standard_library_sorts_it() {
        let mut state = 7_u32;
        for length in 0..40 {
            let mut items = Vec::new();
            for place in 0..length {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                items.push((state >> 28, place));
            }
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by(&mut items, |(one, _), (other, _)| one < other);
            assert_eq!(items, expected);
        }
    }
}
