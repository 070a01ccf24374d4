//! Text as it is compared: small letters without their marks, Cyrillic in Polish transcription, one space between words.

/// Small Latin letters and digits, words parted by one space. What no rule knows stays as a small letter of its own script.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match plain(letter) {
            Some(plain) => folded.push_str(plain),
            None if letter.is_alphanumeric() => folded.push(letter),
            None if is_mark(letter) => {}
            None => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Text as written but for case and spaces: what differs here and not in [`fold`] differs only in marks.
#[must_use]
pub fn written(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// Marks that stand beside their letter, apostrophes and soft signs: they part no words.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\'' | '’' | 'ʼ' | '`' | '´')
}

/// The letters that replace one with a mark or of Cyrillic script.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ą' | 'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'а' => "a",
        'ć' | 'č' | 'ç' | 'ĉ' | 'ċ' | 'ц' => "c",
        'ď' | 'đ' | 'д' => "d",
        'ę' | 'é' | 'è' | 'ê' | 'ë' | 'ě' | 'ē' | 'ė' | 'е' | 'э' => "e",
        'ğ' | 'ģ' | 'ґ' => "g",
        'г' => "h",
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'į' | 'ı' | 'і' | 'и' => "i",
        'ķ' | 'к' => "k",
        'ł' | 'ľ' | 'ļ' | 'ĺ' | 'л' => "l",
        'ń' | 'ň' | 'ñ' | 'ņ' | 'н' => "n",
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ő' | 'ø' | 'ō' | 'о' => "o",
        'ř' | 'ŕ' | 'р' => "r",
        'ś' | 'š' | 'ş' | 'ș' | 'с' => "s",
        'ť' | 'ţ' | 'ț' | 'т' => "t",
        'ú' | 'ù' | 'û' | 'ü' | 'ů' | 'ű' | 'ū' | 'ų' | 'у' => "u",
        'ý' | 'ÿ' | 'ы' => "y",
        'ź' | 'ż' | 'ž' | 'з' | 'ж' => "z",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'б' => "b",
        'в' => "w",
        'є' => "ie",
        'ї' | 'й' => "j",
        'м' => "m",
        'п' => "p",
        'ф' => "f",
        'х' => "ch",
        'ч' => "cz",
        'ш' => "sz",
        'щ' => "szcz",
        'ю' => "iu",
        'я' => "ia",
        'ё' => "jo",
        'ь' | 'ъ' => "",
        _ => return None,
    })
}
