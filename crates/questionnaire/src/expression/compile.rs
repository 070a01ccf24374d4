//! Tree of words → compiled rule: every name becomes a place, every type is checked.

use super::call::Function;
use super::parse::{Tree, parse};
use super::{Aggregate, Comparison, Expression, ExpressionError, Scope, Type};

/// What the definition tells the compiler about names.
pub(crate) trait Names {
    /// Number of a record kind.
    fn table(&self, kind: &str) -> Option<usize>;
    /// Number and type of a field of a record kind.
    fn slot(&self, table: usize, name: &str) -> Option<(usize, Type)>;
    /// The kind above.
    fn parent(&self, table: usize) -> Option<usize>;
    /// The interview itself.
    fn root(&self) -> usize;
}

/// Compiles a rule about records of `table`; its value must be of the type wanted.
pub(crate) fn compile(
    text: &str,
    table: usize,
    wanted: Type,
    names: &dyn Names,
) -> Result<Expression, ExpressionError> {
    let compiler = Compiler { names, table };
    compiler.typed(&parse(text)?, wanted)
}

struct Compiler<'a> {
    names: &'a dyn Names,
    table: usize,
}

impl Compiler<'_> {
    fn typed(&self, tree: &Tree, expected: Type) -> Result<Expression, ExpressionError> {
        let (expression, found) = self.any(tree)?;
        agree(expected, found)?;
        Ok(expression)
    }

    fn boxed(&self, tree: &Tree, expected: Type) -> Result<Box<Expression>, ExpressionError> {
        self.typed(tree, expected).map(Box::new)
    }

    fn any(&self, tree: &Tree) -> Result<(Expression, Type), ExpressionError> {
        Ok(match tree {
            Tree::Number(number) => (Expression::Number(*number), Type::Number),
            Tree::Text(text) => (Expression::Text(text.clone()), Type::Text),
            Tree::Name { scope, name } => self.name(scope.as_deref(), name)?,
            Tree::Not(inner) => (Expression::Not(self.boxed(inner, Type::Bool)?), Type::Bool),
            Tree::Infix { word, left, right } => self.infix(word, left, right)?,
            Tree::Call { name, arguments } => self.call(name, arguments)?,
        })
    }

    fn name(&self, scope: Option<&str>, name: &str) -> Result<(Expression, Type), ExpressionError> {
        let unknown = || ExpressionError::UnknownName {
            name: name.to_owned(),
        };
        let (scope, table) = match scope {
            None => match name {
                "missing" => return Ok((Expression::Missing, Type::Any)),
                "true" => return Ok((Expression::Bool(true), Type::Bool)),
                "false" => return Ok((Expression::Bool(false), Type::Bool)),
                "today" => return Ok((Expression::Today, Type::Date)),
                "first" => return Ok((Expression::First, Type::Bool)),
                _ => (Scope::Own, self.table),
            },
            Some("interview") => (Scope::Interview, self.names.root()),
            Some("parent") => (
                Scope::Parent,
                self.names.parent(self.table).ok_or_else(unknown)?,
            ),
            Some(other) => {
                return Err(ExpressionError::UnknownName {
                    name: other.to_owned(),
                });
            }
        };
        let (slot, found) = self.names.slot(table, name).ok_or_else(unknown)?;
        Ok((Expression::Slot { scope, table, slot }, found))
    }

    fn infix(
        &self,
        word: &str,
        left: &Tree,
        right: &Tree,
    ) -> Result<(Expression, Type), ExpressionError> {
        let comparison = match word {
            "and" => {
                return Ok((
                    Expression::And(
                        self.boxed(left, Type::Bool)?,
                        self.boxed(right, Type::Bool)?,
                    ),
                    Type::Bool,
                ));
            }
            "or" => {
                return Ok((
                    Expression::Or(
                        self.boxed(left, Type::Bool)?,
                        self.boxed(right, Type::Bool)?,
                    ),
                    Type::Bool,
                ));
            }
            "+" => {
                return Ok((
                    Expression::Add(
                        self.boxed(left, Type::Number)?,
                        self.boxed(right, Type::Number)?,
                    ),
                    Type::Number,
                ));
            }
            "-" => {
                return Ok((
                    Expression::Subtract(
                        self.boxed(left, Type::Number)?,
                        self.boxed(right, Type::Number)?,
                    ),
                    Type::Number,
                ));
            }
            "*" => {
                return Ok((
                    Expression::Multiply(
                        self.boxed(left, Type::Number)?,
                        self.boxed(right, Type::Number)?,
                    ),
                    Type::Number,
                ));
            }
            "==" => Comparison::Equal,
            "!=" => Comparison::NotEqual,
            "<" => Comparison::Less,
            "<=" => Comparison::LessOrEqual,
            ">" => Comparison::Greater,
            _ => Comparison::GreaterOrEqual,
        };
        let (left, left_type) = self.any(left)?;
        let (right, right_type) = self.any(right)?;
        agree(left_type, right_type)?;
        Ok((
            Expression::Compare(comparison, Box::new(left), Box::new(right)),
            Type::Bool,
        ))
    }

    fn call(&self, name: &str, arguments: &[Tree]) -> Result<(Expression, Type), ExpressionError> {
        let aggregate = match name {
            "any" => Some(Aggregate::Any),
            "every" => Some(Aggregate::Every),
            "count" => Some(Aggregate::Count),
            "sum" => Some(Aggregate::Sum),
            _ => None,
        };
        if let Some(aggregate) = aggregate {
            return self.over(name, aggregate, arguments);
        }
        let function = Function::named(name).ok_or_else(|| ExpressionError::UnknownFunction {
            name: name.to_owned(),
        })?;
        let (wanted, given) = function.signature();
        if function == Function::Add {
            let amounts = arguments
                .iter()
                .map(|argument| self.typed(argument, Type::Number))
                .collect::<Result<_, _>>()?;
            return Ok((Expression::Call(function, amounts), given));
        }
        if wanted.len() != arguments.len() {
            return Err(ExpressionError::Arguments {
                name: name.to_owned(),
                expected: wanted.len(),
            });
        }
        let mut found_type = given;
        let mut compiled = Vec::new();
        for (argument, wanted) in arguments.iter().zip(wanted) {
            let (expression, found) = self.any(argument)?;
            agree(*wanted, found)?;
            if function == Function::If && *wanted == Type::Any {
                agree(found_type, found)?;
                found_type = if found_type == Type::Any {
                    found
                } else {
                    found_type
                };
            }
            compiled.push(expression);
        }
        Ok((Expression::Call(function, compiled), found_type))
    }

    /// `any(kind, condition)`, `every(kind, condition)`, `count(kind, condition)`, `sum(kind, amount)`.
    fn over(
        &self,
        name: &str,
        aggregate: Aggregate,
        arguments: &[Tree],
    ) -> Result<(Expression, Type), ExpressionError> {
        let [
            Tree::Name {
                scope: None,
                name: kind,
            },
            body,
        ] = arguments
        else {
            return Err(ExpressionError::Arguments {
                name: name.to_owned(),
                expected: 2,
            });
        };
        let table = self
            .names
            .table(kind)
            .ok_or_else(|| ExpressionError::UnknownRecordKind { kind: kind.clone() })?;
        let inner = Compiler {
            names: self.names,
            table,
        };
        let (wanted, given) = match aggregate {
            Aggregate::Any | Aggregate::Every => (Type::Bool, Type::Bool),
            Aggregate::Count => (Type::Bool, Type::Number),
            Aggregate::Sum => (Type::Number, Type::Number),
        };
        let body = inner.boxed(body, wanted)?;
        Ok((
            Expression::Over {
                aggregate,
                table,
                body,
            },
            given,
        ))
    }
}

fn agree(expected: Type, found: Type) -> Result<(), ExpressionError> {
    if expected == found || expected == Type::Any || found == Type::Any {
        Ok(())
    } else {
        Err(ExpressionError::Type { expected, found })
    }
}
