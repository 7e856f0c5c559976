//! The site in a real browser: its search finds a call from a file, no page is wider than the window, and the documentation by
//! rustdoc is where every page says.
//!
//! Without a Chromium, the test says that it was skipped, unless `BROWSER_TEST=required` is set.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The windows of a desk and of a phone.
const SIZES: &[(u32, u32)] = &[(1280, 800), (390, 844)];

/// What is asked of a page, from within: how wide it is, and what the search has found.
const PROBE: &str = "<script>addEventListener('load', () => parent.postMessage({
  wide: document.documentElement.scrollWidth,
  found: [...document.querySelectorAll('#results code, .rustdoc h1')].map((each) => each.textContent),
}, '*'));</script></body>";

fn browser() -> Option<&'static str> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found = names.into_iter().find(|name| {
        let asked = Command::new(name).arg("--version").output();
        asked.is_ok_and(|asked| asked.status.success())
    });
    let is_required = env::var("BROWSER_TEST").is_ok_and(|wish| wish == "required");
    assert!(found.is_some() || !is_required, "there is no Chromium here");
    found
}

/// The document of a page after its scripts have run.
fn dump(browser: &str, profile: &Path, page: &str) -> String {
    let ran = Command::new(browser)
        .args([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
        ])
        .args([
            "--allow-file-access-from-files",
            "--virtual-time-budget=20000",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(page)
        .output()
        .unwrap();
    String::from_utf8(ran.stdout).unwrap()
}

/// The first page of the documentation by rustdoc.
const RUSTDOC: &str = "api/cloudflare_secrets_store/index.html";

/// The pages of the reference.
fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with("api") {
            continue;
        }
        if path.is_dir() {
            pages(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            found.push(path);
        }
    }
}

/// Follows the links of a page that stay in the site; one of them leads to the documentation by rustdoc.
fn follow(page: &Path) {
    let text = fs::read_to_string(page).unwrap();
    let links = text.split("href=\"").skip(1);
    let links: Vec<&str> = links.map(|rest| rest.split('"').next().unwrap()).collect();
    for link in &links {
        let file = link.split('#').next().unwrap();
        if !file.contains("://") && !file.is_empty() {
            let target = page.parent().unwrap().join(file);
            assert!(target.is_file(), "{} links to {link}", page.display());
        }
    }
    let is_there = links.iter().any(|link| link.ends_with(RUSTDOC));
    assert!(is_there, "{} has no link to rustdoc's", page.display());
}

#[test]
fn the_search_finds_and_nothing_overflows() {
    let Some(browser) = browser() else {
        println!("skipped: there is no Chromium here");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let made = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["docs", "--out"])
        .arg(&site)
        .status();
    assert!(made.unwrap().success());
    let mut all = Vec::new();
    pages(&site, &mut all);
    assert!(all.len() > 12, "{} pages", all.len());
    for page in &all {
        follow(page);
    }
    all.push(site.join(RUSTDOC));
    let mut frames = String::new();
    for path in &all {
        let text = fs::read_to_string(path).unwrap();
        fs::write(path, text.replace("</body>", PROBE)).unwrap();
        for (width, height) in SIZES {
            let name = path.strip_prefix(&site).unwrap().display();
            let frame = format!(
                "<iframe src='site/{name}?q=duplicate' width={width} height={height} style='border:0'></iframe>\n"
            );
            frames.push_str(&frame);
        }
    }
    let probe = format!(
        "<body><ol></ol><script>addEventListener('message', ({{ data, source }}) => {{
          const at = [...document.querySelectorAll('iframe')].find((each) => each.contentWindow === source);
          const line = document.createElement('li');
          line.textContent = [at.getAttribute('src'), at.width, data.wide, data.found[0]].join(' | ');
          document.querySelector('ol').append(line);
        }});</script>{frames}</body>"
    );
    let page = folder.path().join("probe.html");
    fs::write(&page, probe).unwrap();
    let dom = dump(
        browser,
        &folder.path().join("profile"),
        &format!("file://{}", page.display()),
    );
    let lines: Vec<&str> = dom
        .split("<li>")
        .skip(1)
        .filter_map(|rest| rest.split("</li>").next())
        .collect();
    assert_eq!(lines.len(), all.len() * SIZES.len(), "{lines:#?}");
    for line in lines {
        let parts: Vec<&str> = line.split(" | ").collect();
        let (window, wide): (u32, u32) = (parts[1].parse().unwrap(), parts[2].parse().unwrap());
        assert!(wide <= window, "{line}");
        let expected = if parts[0].contains(RUSTDOC) {
            "cloudflare_secrets_store"
        } else {
            ".duplicate"
        };
        assert!(parts[3].contains(expected), "{line}");
    }
}
