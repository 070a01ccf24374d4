//! The workload's interviews: made by a counter, never by chance or a clock, so that every run writes the same bytes.

use uuid::Uuid;

use teren_domain::Category;
use teren_questionnaire::{Form, INTERVIEW, MEMBER};

/// Answers of one interview.
pub const ANSWERS: usize = 400;
/// Answers of one change.
pub const WRITES: usize = 20;
/// So many that part I asks four hundred questions.
const MEMBERS: usize = 24;

const WORDS: [&str; 96] = [
    "mieszkanie",
    "komunalne",
    "dwa",
    "pokoje",
    "kuchnia",
    "łazienka",
    "wspólna",
    "ogrzewanie",
    "piecowe",
    "węgiel",
    "matka",
    "ojciec",
    "córka",
    "syn",
    "babcia",
    "opiekuje",
    "się",
    "wnukiem",
    "pracuje",
    "dorywczo",
    "zasiłek",
    "rodzinny",
    "renta",
    "chorobowa",
    "umowa",
    "zlecenie",
    "bezrobotny",
    "zarejestrowany",
    "szuka",
    "pracy",
    "leczy",
    "nadciśnienie",
    "cukrzyca",
    "poradnia",
    "lekarz",
    "rodzinny",
    "przychodnia",
    "leki",
    "stale",
    "kosztują",
    "dziecko",
    "szkoła",
    "podstawowa",
    "klasa",
    "trzecia",
    "świetlica",
    "obiady",
    "dożywianie",
    "wyprawka",
    "zimowa",
    "czynsz",
    "zaległość",
    "prąd",
    "gaz",
    "woda",
    "rata",
    "pożyczka",
    "komornik",
    "alimenty",
    "fundusz",
    "wymaga",
    "pomocy",
    "przy",
    "zakupach",
    "oraz",
    "sprzątaniu",
    "sąsiadka",
    "pomaga",
    "codziennie",
    "rano",
    "rodzina",
    "utrzymuje",
    "kontakt",
    "od",
    "roku",
    "nie",
    "był",
    "widziany",
    "w",
    "domu",
    "prosi",
    "o",
    "opał",
    "na",
    "zimę",
    "deklaruje",
    "współpracę",
    "podczas",
    "wizyty",
    "ustalono",
    "że",
    "sytuacja",
    "poprawiła",
    "po",
    "otrzymaniu",
    "wsparcia",
];
const CHOICES: [&str; 8] = [
    "tak",
    "nie",
    "nie dotyczy",
    "własnościowe",
    "komunalne",
    "najem",
    "wspólne gospodarstwo",
    "gospodaruje samotnie",
];

/// A small counter-based generator (splitmix64).
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    fn word<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let place = self.below(words.len() as u64);
        usize::try_from(place)
            .ok()
            .and_then(|place| words.get(place))
            .copied()
            .unwrap_or_default()
    }

    /// An id of the shape the product uses (version 7), spaced like interviews of one morning.
    pub fn id(&mut self, at_ms: u64) -> Uuid {
        let random = (u128::from(self.next()) << 64) | u128::from(self.next());
        let time = u128::from(at_ms) << 80;
        let low = random & 0x0000_0000_0000_0FFF_3FFF_FFFF_FFFF_FFFF;
        Uuid::from_u128(time | low | (7 << 76) | (2 << 62))
    }

    /// JSON of an answer: seven of ten a short text, one a number, one a choice, one a narrative.
    fn value(&mut self, place: usize) -> Vec<u8> {
        let text = match place % 10 {
            0..=6 => self.words(1, 3),
            7 => return (self.below(900_000) + 100).to_string().into_bytes(),
            8 => self.word(&CHOICES).to_owned(),
            _ => self.words(12, 40),
        };
        format!("\"{text}\"").into_bytes()
    }

    fn words(&mut self, least: u64, more: u64) -> String {
        let count = least + self.below(more);
        let words: Vec<&str> = (0..count).map(|_| self.word(&WORDS)).collect();
        words.join(" ")
    }
}

/// Where an answer of the workload stands and what it says.
#[derive(Debug, Clone)]
pub struct Answer {
    pub category: u8,
    /// 0 the interview itself, then its members.
    pub record: usize,
    pub field: String,
    pub value: Vec<u8>,
}

/// One interview of the workload.
#[derive(Debug, Clone)]
pub struct Interview {
    pub case: Uuid,
    pub document: Uuid,
    /// The interview's own record, then its members.
    pub records: Vec<Uuid>,
    pub answers: Vec<Answer>,
}

impl Interview {
    /// The interview of a case; `number` decides everything else.
    pub fn of(case: Uuid, number: usize, fields: &Fields) -> Self {
        let seed = number as u64;
        let at_ms = 1_790_000_000_000 + seed * 60_000;
        let mut chance = Chance::of(seed.wrapping_mul(0xA076_1D64_78BD_642F));
        let document = chance.id(at_ms);
        let mut records = vec![document];
        let members = fields.0.iter().map(|asked| asked.record).max().unwrap_or(0);
        records.extend((0..members).map(|_| chance.id(at_ms)));
        let mut answers = Vec::with_capacity(ANSWERS);
        for (place, asked) in fields.0.iter().enumerate() {
            answers.push(Answer {
                category: asked.category.number(),
                record: asked.record,
                field: asked.field.clone(),
                value: chance.value(place),
            });
        }
        Self {
            case,
            document,
            records,
            answers,
        }
    }

    pub fn record(&self, answer: &Answer) -> Uuid {
        self.records
            .get(answer.record)
            .copied()
            .unwrap_or(self.document)
    }

    /// Twenty answers with new values, from one place on. `who` makes two people's values differ.
    pub fn edited(&self, first: usize, who: u64) -> Vec<Answer> {
        let mut chance = Chance::of(self.document.as_u64_pair().1 ^ who);
        (first..first + WRITES)
            .filter_map(|place| {
                let place = place % ANSWERS;
                let answer = self.answers.get(place)?;
                Some(Answer {
                    value: chance.value(place),
                    ..answer.clone()
                })
            })
            .collect()
    }
}

/// A question of part I, to the interview itself or to one of its members.
struct Asked {
    category: Category,
    record: usize,
    field: String,
}

/// The questions of an interview of the workload, by category, as the form has them.
pub struct Fields(Vec<Asked>);

impl Fields {
    /// The interview's own questions and those to its members, four hundred of them.
    pub fn of(form: &Form) -> Self {
        let records =
            std::iter::once((0, INTERVIEW)).chain((1..=MEMBERS).map(|member| (member, MEMBER)));
        let mut asked: Vec<Asked> = records
            .flat_map(|(record, kind)| {
                fields(form, kind).map(move |(field, category)| Asked {
                    category,
                    record,
                    field,
                })
            })
            .take(ANSWERS)
            .collect();
        asked.sort_by_key(|asked| asked.category);
        Self(asked)
    }
}

fn fields<'f>(form: &'f Form, kind: &'f str) -> impl Iterator<Item = (String, Category)> + 'f {
    let blocks = form.sections.iter().flat_map(|section| &section.blocks);
    let own = blocks.filter(move |block| block.record_kind.as_deref().unwrap_or(INTERVIEW) == kind);
    let names = own.flat_map(|block| &block.fields);
    names.filter_map(move |field| Some((field.clone(), form.category_of(kind, field)?)))
}
