//! Sentences with values in them, in the two languages that stand side by side.
//!
//! `format!` would be compiled anew for every sentence and language. Here a sentence is plain data,
//! and one function puts the values into it.

use crate::Lang;
use crate::josa::Josa;
pub use crate::value::Value;

/// Says a sentence with values in it: `say!(lang, "LEO is {0}", "{0은} LEO입니다", leo)`. `{0}` is the
/// first value; a particle behind the number takes the form that fits what stands before it.
#[macro_export]
macro_rules! say {
    ($lang:expr, $en:literal, $ko:literal $(, $value:expr)* $(,)?) => {
        $crate::same!($lang, concat!($en, "\n", $ko) $(, $value)*)
    };
}

/// The same for a sentence of Kafka's own words and signs, which both languages have in common.
#[macro_export]
macro_rules! same {
    ($lang:expr, $sentence:expr $(, $value:expr)* $(,)?) => {{
        const {
            let values: &[&str] = &[$(stringify!($value)),*];
            assert!($crate::fill::fits($sentence, values.len()));
        }
        $crate::fill::fill($lang, $sentence, &[$($crate::fill::Value::from($value)),*])
    }};
}

/// Whether every place of a sentence has a value, and every value a place.
#[must_use]
pub const fn fits(sentence: &str, values: usize) -> bool {
    let signs = sentence.as_bytes();
    let (mut at, mut used) = (1, 0_u64);
    while at < signs.len() {
        if signs[at - 1] == b'{' {
            let place = signs[at].wrapping_sub(b'0');
            if place as usize >= values {
                return false;
            }
            used |= 1 << place;
        }
        at += 1;
    }
    used == (1 << values) - 1
}

/// The sentence in a language, with its values. Its two versions stand on a line each, which costs
/// one pointer where a `Text` costs two.
#[must_use]
pub fn fill(lang: Lang, sentence: &str, values: &[Value<'_>]) -> String {
    let mut filled = String::new();
    let (en, ko) = sentence.split_once('\n').unwrap_or((sentence, sentence));
    let mut pieces = lang.pick(en, ko).split('{');
    filled.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (place, words) = piece.split_once('}').unwrap_or((piece, ""));
        let mut signs = place.chars();
        let number = signs.next().and_then(|digit| digit.to_digit(10));
        if let Some(value) = number.and_then(|number| values.get(number as usize)) {
            value.write(lang, &mut filled);
        }
        if let Some(josa) = Josa::named(signs.as_str()) {
            filled.push_str(josa.after(&filled));
        }
        filled.push_str(words);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use highwater_core::id::{NodeId, Offset};

    #[test]
    fn values_stand_where_the_sentence_has_their_numbers() {
        let say = |lang| say!(lang, "{1}: {0}, {1}", "{0}, {1}", Offset(5), NodeId::Admin);
        assert_eq!(say(Lang::En), "admin: 5, admin");
        assert_eq!(say(Lang::Ko), "5, admin");
    }

    #[test]
    fn a_particle_follows_the_value_that_it_belongs_to() {
        let say = |offset| {
            say!(
                Lang::Ko,
                "",
                "{0은} {0이} {0을} {0과} {0으로}",
                Offset(offset)
            )
        };
        assert_eq!(say(3), "3은 3이 3을 3과 3으로");
        assert_eq!(say(2), "2는 2가 2를 2와 2로");
    }

    #[test]
    fn a_value_is_not_read_as_a_sentence() {
        assert_eq!(say!(Lang::En, "{0}", "{0}", "{1} {"), "{1} {");
    }

    #[test]
    fn a_sentence_fits_its_values_or_is_not_compiled() {
        for (sentence, values, expected) in [
            ("no values", 0, true),
            ("{1} and {0}\n{0과} {1}", 2, true),
            ("{0}", 0, false),
            ("{0} and {2}", 2, false),
            ("{0}", 2, false),
            ("{name}", 1, false),
        ] {
            assert_eq!(fits(sentence, values), expected, "{sentence:?}, {values}");
        }
    }
}
