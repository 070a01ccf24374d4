//! Text of a rule → tree of words. `not`, `and`, `or`, comparisons, `+ - *`, calls, `interview.name`, `parent.name`.

use super::ExpressionError;

const DEPTH: u8 = 40;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tree {
    Number(i64),
    Text(String),
    Name {
        scope: Option<String>,
        name: String,
    },
    Call {
        name: String,
        arguments: Vec<Tree>,
    },
    Not(Box<Tree>),
    Infix {
        word: &'static str,
        left: Box<Tree>,
        right: Box<Tree>,
    },
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(i64),
    Text(String),
    Word(String),
    Sign(&'static str),
}

/// Loosest first; all are left-associative.
const LEVELS: [&[&str]; 5] = [
    &["or"],
    &["and"],
    &["==", "!=", "<=", ">=", "<", ">"],
    &["+", "-"],
    &["*"],
];
const SIGNS: [&str; 13] = [
    "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "(", ")", ",", ".",
];

pub(super) fn parse(text: &str) -> Result<Tree, ExpressionError> {
    let mut reader = Reader {
        tokens: tokens(text)?,
        next: 0,
    };
    let tree = reader.level(0, 0)?;
    match reader.tokens.get(reader.next) {
        None => Ok(tree),
        Some((token, at)) => Err(unexpected(token, *at)),
    }
}

fn unexpected(token: &Token, at: usize) -> ExpressionError {
    let found = match token {
        Token::Number(number) => number.to_string(),
        Token::Text(text) | Token::Word(text) => text.clone(),
        Token::Sign(sign) => (*sign).to_owned(),
    };
    ExpressionError::Unexpected { found, at }
}

fn tokens(text: &str) -> Result<Vec<(Token, usize)>, ExpressionError> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let at = text.len() - rest.len();
        let Some(first) = rest.chars().next() else {
            return Ok(found);
        };
        let (token, length) =
            if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
                (Token::Sign(sign), sign.len())
            } else if let Some(quoted) = rest.strip_prefix('\'') {
                let end = quoted.find('\'').ok_or(ExpressionError::End)?;
                (
                    Token::Text(quoted.chars().take_while(|sign| *sign != '\'').collect()),
                    end + 2,
                )
            } else {
                let word: String = rest
                    .chars()
                    .take_while(|sign| sign.is_ascii_alphanumeric() || *sign == '_')
                    .collect();
                if word.is_empty() {
                    return Err(ExpressionError::Unexpected {
                        found: first.to_string(),
                        at,
                    });
                }
                let length = word.len();
                let token = if first.is_ascii_digit() {
                    Token::Number(word.parse().map_err(|_| ExpressionError::Unexpected {
                        found: word.clone(),
                        at,
                    })?)
                } else {
                    Token::Word(word)
                };
                (token, length)
            };
        found.push((token, at));
        rest = rest.get(length..).unwrap_or_default();
    }
}

struct Reader {
    tokens: Vec<(Token, usize)>,
    next: usize,
}

impl Reader {
    fn level(&mut self, level: usize, depth: u8) -> Result<Tree, ExpressionError> {
        if depth > DEPTH {
            return Err(ExpressionError::TooDeep);
        }
        let Some(words) = LEVELS.get(level) else {
            return self.unit(depth + 1);
        };
        let mut left = self.level(level + 1, depth)?;
        while let Some(word) = words.iter().find(|word| self.is(word)) {
            self.next += 1;
            let right = self.level(level + 1, depth + 1)?;
            left = Tree::Infix {
                word,
                left: Box::new(left),
                right: Box::new(right),
            };
        }
        Ok(left)
    }

    fn unit(&mut self, depth: u8) -> Result<Tree, ExpressionError> {
        let (token, at) = self
            .tokens
            .get(self.next)
            .cloned()
            .ok_or(ExpressionError::End)?;
        self.next += 1;
        match token {
            Token::Number(number) => Ok(Tree::Number(number)),
            Token::Text(text) => Ok(Tree::Text(text)),
            Token::Sign("(") => {
                let inner = self.level(0, depth)?;
                self.take(")")?;
                Ok(inner)
            }
            // Binds tighter than `and`, looser than a comparison.
            Token::Word(word) if word == "not" => Ok(Tree::Not(Box::new(self.level(2, depth)?))),
            Token::Word(word) if self.is("(") => self.call(word, depth),
            Token::Word(word) if self.is(".") => {
                self.next += 1;
                match self.tokens.get(self.next).cloned() {
                    Some((Token::Word(name), _)) => {
                        self.next += 1;
                        Ok(Tree::Name {
                            scope: Some(word),
                            name,
                        })
                    }
                    Some((other, at)) => Err(unexpected(&other, at)),
                    None => Err(ExpressionError::End),
                }
            }
            Token::Word(name) => Ok(Tree::Name { scope: None, name }),
            sign @ Token::Sign(_) => Err(unexpected(&sign, at)),
        }
    }

    fn call(&mut self, name: String, depth: u8) -> Result<Tree, ExpressionError> {
        self.take("(")?;
        let mut arguments = Vec::new();
        while !self.is(")") {
            if !arguments.is_empty() {
                self.take(",")?;
            }
            arguments.push(self.level(0, depth)?);
        }
        self.take(")")?;
        Ok(Tree::Call { name, arguments })
    }

    fn is(&self, wanted: &str) -> bool {
        match self.tokens.get(self.next) {
            Some((Token::Sign(sign), _)) => *sign == wanted,
            Some((Token::Word(word), _)) => word == wanted,
            _ => false,
        }
    }

    fn take(&mut self, wanted: &str) -> Result<(), ExpressionError> {
        if self.is(wanted) {
            self.next += 1;
            return Ok(());
        }
        match self.tokens.get(self.next) {
            Some((token, at)) => Err(unexpected(token, *at)),
            None => Err(ExpressionError::End),
        }
    }
}
