//! The figures as a table, each beside its goal.

use std::fmt::Write as _;

use super::Cost;

/// What is asked of a figure.
#[derive(Clone, Copy)]
pub enum Goal {
    /// No more than so many times theirs.
    Times(f64),
    /// No more than so many more than theirs, in this unit.
    More(f64, &'static str),
    /// Less than this, in this unit.
    Below(f64, &'static str),
    /// No more than this, in this unit.
    AtMost(f64, &'static str),
}

/// One line of the table.
pub struct Figure {
    name: String,
    ours: f64,
    theirs: Option<f64>,
    goal: Goal,
}

impl Figure {
    /// The processor time of both.
    pub fn times(name: impl Into<String>, ours: Cost, theirs: Cost, most: f64) -> Self {
        Self::beside(name, ours.micros, theirs.micros, Goal::Times(most))
    }

    /// Ours beside theirs.
    pub fn beside(name: impl Into<String>, ours: f64, theirs: f64, goal: Goal) -> Self {
        Self {
            theirs: Some(theirs),
            ..Self::alone(name, ours, goal)
        }
    }

    /// Ours alone.
    pub fn alone(name: impl Into<String>, ours: f64, goal: Goal) -> Self {
        Self {
            name: name.into(),
            ours,
            theirs: None,
            goal,
        }
    }

    fn is_met(&self) -> bool {
        let theirs = self.theirs.unwrap_or_default();
        match self.goal {
            Goal::Times(most) => self.ours <= theirs * most,
            Goal::More(most, _) => self.ours <= theirs + most,
            Goal::Below(limit, _) => self.ours < limit,
            Goal::AtMost(most, _) => self.ours <= most,
        }
    }

    fn cells(&self) -> [String; 6] {
        let theirs = self.theirs;
        let unit = match self.goal {
            Goal::Times(_) => "µs",
            Goal::More(_, unit) | Goal::Below(_, unit) | Goal::AtMost(_, unit) => unit,
        };
        [
            format!("{}, {unit}", self.name),
            format!("{:.2}", self.ours),
            theirs
                .map(|theirs| format!("{theirs:.2}"))
                .unwrap_or_default(),
            theirs
                .map(|theirs| format!("{:.2}", self.ours / theirs))
                .unwrap_or_default(),
            match self.goal {
                Goal::Times(most) => format!("ratio ≤ {most:.2}"),
                Goal::More(most, _) => format!("≤ {most} more"),
                Goal::Below(limit, _) => format!("< {limit}"),
                Goal::AtMost(most, _) => format!("≤ {most}"),
            },
            if self.is_met() { "yes" } else { "NO" }.to_owned(),
        ]
    }
}

/// The table: the first column starts at its left, the others end at their right.
pub fn render(figures: &[Figure]) -> String {
    let titles = ["figure", "ours", "by hand", "ratio", "goal", "met"].map(str::to_owned);
    let rows: Vec<[String; 6]> = [titles]
        .into_iter()
        .chain(figures.iter().map(Figure::cells))
        .collect();
    let mut widths = [0; 6];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = String::new();
    for row in &rows {
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            // Writing to a string cannot fail.
            let _ = if column == 0 {
                write!(text, "{cell:width$}")
            } else {
                write!(text, "  {cell:>width$}")
            };
        }
        text.push('\n');
    }
    text
}
