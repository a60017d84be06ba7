//! Korean particles after names and numbers: 은/는, 이/가, 을/를, 과/와, 으로/로 depend on how the
//! word before them ends when it is read aloud, and our words are values such as `b1` and `orders-0`.

use core::fmt::Display;

/// A particle with two forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Josa {
    /// 은/는: what the sentence is about.
    EunNeun,
    /// 이/가: who does it.
    IGa,
    /// 을/를: to whom it is done.
    EulReul,
    /// 과/와: with whom.
    GwaWa,
    /// 으로/로: whereto.
    EuroRo,
}

/// How the last syllable ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Vowel,
    Rieul,
    Consonant,
}

impl Josa {
    /// The particle by the form that follows a consonant: `은`, `이`, `을`, `과`, `으로`.
    pub(crate) fn named(closed: &str) -> Option<Self> {
        let all = [
            Self::EunNeun,
            Self::IGa,
            Self::EulReul,
            Self::GwaWa,
            Self::EuroRo,
        ];
        all.into_iter().find(|josa| josa.forms().0 == closed)
    }

    /// The form after a consonant, and the form after a vowel.
    const fn forms(self) -> (&'static str, &'static str) {
        match self {
            Self::EunNeun => ("은", "는"),
            Self::IGa => ("이", "가"),
            Self::EulReul => ("을", "를"),
            Self::GwaWa => ("과", "와"),
            Self::EuroRo => ("으로", "로"),
        }
    }

    /// The form that follows `word`.
    #[must_use]
    pub fn after(self, word: &str) -> &'static str {
        let ending = ending(word);
        let (closed, open) = self.forms();
        match (self, ending) {
            (_, Ending::Vowel) | (Self::EuroRo, Ending::Rieul) => open,
            _ => closed,
        }
    }
}

/// The word and the particle after it: `b1은`, `b2는`.
#[must_use]
pub fn with(word: impl Display, josa: Josa) -> String {
    let mut text = word.to_string();
    text.push_str(josa.after(&text));
    text
}

/// How the word ends when a Korean reads it. Digits are read one by one in Korean (a number ends as
/// its last digit does; a last 0 is 영, 십, 백, 천 or 만, all of them closed).
fn ending(word: &str) -> Ending {
    let mut signs = word.chars().rev();
    let Some(last) = signs.find(|sign| sign.is_alphanumeric()) else {
        return Ending::Vowel;
    };
    match last {
        '가'..='힣' => match (u32::from(last) - u32::from('가')) % 28 {
            0 => Ending::Vowel,
            8 => Ending::Rieul,
            _ => Ending::Consonant,
        },
        '1' | '7' | '8' | 'l' | 'L' | 'R' => Ending::Rieul,
        '0' | '3' | '6' | 'm' | 'M' | 'n' | 'N' => Ending::Consonant,
        // How an English word ends is heard in its last two letters: 빌링, 토픽, 스톡, 숍, 그룹, 타임아웃.
        _ => match (signs.next(), last) {
            (Some('n'), 'g')
            | (Some('i'), 'c')
            | (Some('c'), 'k')
            | (Some('o' | 'u'), 'p')
            | (Some('u'), 't')
            | (Some('U'), 'T') => Ending::Consonant,
            _ => Ending::Vowel,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_particle_fits_the_word_as_it_is_read() {
        for (word, expected) in [
            ("b1", "b1은 b1이 b1을 b1과 b1로"),
            ("b2", "b2는 b2가 b2를 b2와 b2로"),
            ("b3", "b3은 b3이 b3을 b3과 b3으로"),
            (
                "orders-0",
                "orders-0은 orders-0이 orders-0을 orders-0과 orders-0으로",
            ),
            ("10", "10은 10이 10을 10과 10으로"),
            ("14", "14는 14가 14를 14와 14로"),
            ("ISR", "ISR은 ISR이 ISR을 ISR과 ISR로"),
            (
                "controller",
                "controller는 controller가 controller를 controller와 controller로",
            ),
            ("admin", "admin은 admin이 admin을 admin과 admin으로"),
            (
                "billing",
                "billing은 billing이 billing을 billing과 billing으로",
            ),
            (
                "my-topic",
                "my-topic은 my-topic이 my-topic을 my-topic과 my-topic으로",
            ),
            ("stock", "stock은 stock이 stock을 stock과 stock으로"),
            ("shop", "shop은 shop이 shop을 shop과 shop으로"),
            ("group", "group은 group이 group을 group과 group으로"),
            (
                "REQUEST_TIMED_OUT",
                "REQUEST_TIMED_OUT은 REQUEST_TIMED_OUT이 REQUEST_TIMED_OUT을 REQUEST_TIMED_OUT과 REQUEST_TIMED_OUT으로",
            ),
            ("리더", "리더는 리더가 리더를 리더와 리더로"),
            ("파티션", "파티션은 파티션이 파티션을 파티션과 파티션으로"),
            (
                "레코드 1개",
                "레코드 1개는 레코드 1개가 레코드 1개를 레코드 1개와 레코드 1개로",
            ),
            ("길", "길은 길이 길을 길과 길로"),
            (
                "orders-0 [5]",
                "orders-0 [5]는 orders-0 [5]가 orders-0 [5]를 orders-0 [5]와 orders-0 [5]로",
            ),
            ("", "는 가 를 와 로"),
        ] {
            let all = [
                Josa::EunNeun,
                Josa::IGa,
                Josa::EulReul,
                Josa::GwaWa,
                Josa::EuroRo,
            ];
            assert_eq!(all.map(|josa| with(word, josa)).join(" "), expected);
        }
    }
}
