import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { optionsInChinese } from "../../src/cli/help-in-chinese.ts";
import { type CommandName, commandNames, commandOptions } from "../../src/cli/options.ts";
import { usageErrorWords, usageTexts } from "../../src/cli/usage-error-words.ts";
import { scratchFolder } from "../io/scratch.ts";
import { command, ndjson, smallLog } from "./session.ts";

const file = scratchFolder();
const log = file("log.ndjson", ndjson(smallLog()));
const faulty = file("faulty.ndjson", ndjson([...smallLog(), { ticket: "T9", at: "soon", type: "created" }]));
const empty = file("empty.ndjson", "");
const hasChinese = /[\u4e00-\u9fff]/;
const english = /\b(rows?|refused|written|expected|found|see|no|the)\b/;

describe("with --lang zh a command speaks Chinese", () => {
  it("of a wrong command line, wherever the language stands in it", async () => {
    const wrong = [
      [["report", "--lang", "zh"], "请给出文件，或用 - 表示标准输入", "参见：trueresolve help report"],
      [["report", log, "--colour", "--lang=zh"], "没有选项 --colour", "参见：trueresolve help report"],
      [["report", log, "--metrc", "x", "--lang", "zh"], "没有选项 --metrc；是否想写 --metric？", "参见"],
      [["reprot", "--lang", "zh"], "没有命令 reprot；是否想写 report？", "参见：trueresolve help\n"],
      [
        ["report", log, "--lang", "zh", "--format", "jsn"],
        "--format：应为 text、json 或 csv，实为 jsn；是否想写 json？",
        "参见",
      ],
      [["report", "nowhere.ndjson", "--lang", "zh"], "nowhere.ndjson：没有此文件", "trueresolve："],
    ] as const;
    for (const [argv, ...texts] of wrong) {
      const { code, err } = await command([...argv]);
      expect(code, argv.join(" ")).toBe(2);
      for (const text of texts) expect(err).toContain(text);
    }
    const { err } = await command(["report", "--lang", "en"]);
    expect(err).toBe("trueresolve: expected a file, or - for standard input\n  see: trueresolve help report\n");
  });

  it("of rows that were refused, where the output does not say so itself", async () => {
    const { code, err } = await command(["report", faulty, "--lang", "zh", "--format", "json"]);
    expect(code).toBe(0);
    expect(err).toMatch(
      /^trueresolve：11 行中有 1 行被拒绝；最常见的是时间无法识别 \[timeFormat\]，如第 11 行 \(at\)：应为 .*，实为 "soon"；请更正时间\n$/,
    );
    expect(err).not.toMatch(english);
    const none = await command(["report", file("none.ndjson", "{}\n"), "--lang", "zh"]);
    expect(none.code).toBe(1);
    expect(none.err).toContain("没有一行能读作事件（其他导出请指明来源，如 --from zendesk");
    const later = await command(["report", log, "--period", "2031", "--metric", "csat", "--lang", "zh"]);
    expect(later).toMatchObject({ code: 1, err: "trueresolve：统计期 2031 内没有可计入的数据\n" });
  });

  it("of what convert made, and of an empty file", async () => {
    const out = file("out.ndjson", "");
    const { code, err } = await command(["convert", faulty, "--out", out, "--lang", "zh"]);
    expect(code).toBe(0);
    expect(err).toContain("trueresolve：11 行已读，11 条事件：写出 10 条到 ");
    expect(err).toContain("，拒绝 1 条\n");
    expect(err).toContain("→ 请更正时间");
    const none = await command(["convert", file("none.ndjson", "{}\n"), "--lang", "zh"]);
    expect(none.err).toContain("trueresolve：没有一行能读作事件；未写出任何内容");
    expect((await command(["convert", empty, "--lang", "zh"])).err).toContain("文件为空");
    const servicenow = [
      {
        number: "INC1",
        incident_state: "New",
        opened_at: "2026-11-02 09:00:00",
        sys_updated_on: "2026-11-02 09:00:00",
      },
    ];
    const options = ["--from", "servicenow", "--time-zone", "UTC", "--lang", "zh"];
    const snapshots = await command(["convert", file("inc.json", JSON.stringify(servicenow)), ...options]);
    expect(snapshots.err).toMatch(/导出无法显示.*：要得到相同的指标，请用 --policy-out FILE 写出策略/);
  });

  it("of shards that fold refused rows of", async () => {
    const out = file("facts.bin", "");
    const { err } = await command(["fold", faulty, "--out", out, "--lang", "zh"]);
    expect(err).toMatch(/^trueresolve：11 行中有 1 行被拒绝/);
  });
});

describe("the help in Chinese", () => {
  const options = commandNames.flatMap((name) =>
    Object.entries(commandOptions[name]).map(([option, { help }]) => ({ name, option, help })),
  );
  const told = (name: CommandName, option: string) =>
    optionsInChinese[`${name} ${option}`] ?? optionsInChinese[option] ?? "";

  it("has a text for every option of every command, and two where the English has two", () => {
    for (const { name, option } of options) expect(told(name, option), `${name} ${option}`).toMatch(hasChinese);
    for (const x of options) {
      for (const y of options.filter(({ option }) => option === x.option)) {
        const same = told(x.name, x.option) === told(y.name, y.option);
        expect(same, `${x.option} of ${x.name} and ${y.name}`).toBe(x.help === y.help);
      }
    }
    const known = options.flatMap(({ name, option }) => [option, `${name} ${option}`]);
    expect(Object.keys(optionsInChinese).filter((key) => !known.includes(key))).toEqual([]);
  });

  it("names the same words that are typed as the English", () => {
    const typed = (text: string) =>
      new Set(
        text.match(/--[a-z-]+|\b[a-z]+[A-Z]\w+\b|\.\w+\b|\b(?:agent|team|employer|peak|zendesk|xes|facts|lines)\b/g),
      );
    const notNames = new Set(["NDJSON"]);
    for (const { name, option, help } of options) {
      const [english, chinese] = [typed(help), typed(told(name, option))];
      expect(
        [...chinese].filter((word) => !english.has(word) && !notNames.has(word)),
        `${name} ${option}`,
      ).toEqual([]);
    }
  });

  it("is printed wherever the language stands, of the program, each command, the figures and single people", async () => {
    const { out } = await command(["help", "--lang", "zh"]);
    expect(out).toContain("命令\n  report    客户究竟得到了怎样的服务");
    for (const argv of [
      ["--help", "--lang=zh"],
      ["help", "--lang=zh"],
    ]) {
      expect(await command(argv), argv.join(" ")).toEqual({ code: 0, out, err: "" });
    }
    for (const name of commandNames) {
      const help = await command(["help", name, "--lang", "zh"]);
      expect(help.out).toContain(`trueresolve ${name} `);
      expect(help.out).toContain("\n选项\n  --");
      expect(help.out).not.toMatch(/\b(the|which|and|what)\b/);
      expect(await command([name, "--help", "--lang", "zh"])).toEqual(help);
      expect(await command(["help", "--lang=zh", name])).toEqual(help);
    }
    expect((await command(["help", "metrics", "--lang", "zh"])).out).toContain("客户等多久才得到第一次人工答复？");
    expect((await command(["help", "individuals", "--lang", "zh"])).out).toContain("给人排名：两人的区间重叠时");
    expect((await command(["help", "reprot", "--lang", "zh"])).err).toContain("没有命令 reprot；是否想写 report？");
  });
});

describe("what is said of a wrong command line", () => {
  it("has as many places to be filled in as the English, and is Chinese", () => {
    const places = (text: string) => text.split("{}").length;
    for (const [en, zh] of usageTexts) {
      expect(places(zh), en).toBe(places(en));
      expect(zh, en).toMatch(hasChinese);
    }
  });

  it("has a Chinese text for every one that is written out in a command", () => {
    const source = readdirSync("src/cli")
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(`src/cli/${name}`, "utf8"))
      .join("\n");
    const written = [
      ...source.matchAll(/new UsageError\(\s*(?:"((?:[^"\\]|\\.)*)"|`((?:[^`$]|\$\{\w+(?:\.\w+)*\})*)`)/g),
    ];
    const texts = written.map(([, plain, filled]) => plain ?? filled!.replaceAll(/\$\{[^}]*\}/g, "X"));
    expect(texts.length).toBeGreaterThan(30);
    // Several faults of one file are told line by line, in English.
    const untold = texts.filter(
      (text) => !["X: X", "--X X: X"].includes(text) && !hasChinese.test(usageErrorWords(text, "zh")),
    );
    expect(untold).toEqual([]);
  });

  it("stays English where it is not known, with all its lines", () => {
    expect(usageErrorWords("something new", "zh")).toBe("something new");
    expect(usageErrorWords("--policy p.json:\n  reopenWindow: wrong", "zh")).toBe(
      "--policy p.json 有误：\n  reopenWindow: wrong",
    );
    expect(usageErrorWords("--policy p.json:\n  reopenWindw: no such field; did you mean reopenWindow?", "zh")).toBe(
      "--policy p.json 有误：\n  reopenWindw：没有此字段；是否想写 reopenWindow？",
    );
    expect(usageErrorWords("a.csv: no such file", "zh")).toBe("a.csv：没有此文件");
    expect(usageErrorWords("unknown option --x; did you mean --y?", "en")).toBe(
      "unknown option --x; did you mean --y?",
    );
  });
});
