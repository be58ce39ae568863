import type { CommandName } from "./options.ts";

/** The parts of the help, those of the options aside, in Chinese. */
export const summariesInChinese: Readonly<Record<CommandName, string>> = {
  report: "客户究竟得到了怎样的服务：全部指标及其区间，并列看板会显示的数字",
  appraise: "每 100 个工单中令客户满意且持久的解决数：按团队，或加 --individuals 按坐席；各队列的难易已校正",
  fold: "把一个分片的工单事件折叠成事实数据，供 merge 合并：用于一台机器装不下的数据",
  merge: "合并分别折叠的事实数据并给出报告，与读取整份日志的结果相同",
  check: "哪些行会被拒绝，为什么；有行被拒绝或没有一行是事件时，退出码为 1",
  convert: "把导出文件所述的事件写成 NDJSON、OCEL 或 XES；各类导出需要多少内存：docs/sources.md",
  evidence: "一个指标背后的工单：计入了哪些，不计哪些，为什么",
  reconcile: "产品看板的数字为何不同：逐条规则，列出每条规则计法不同的工单",
};

/** Of each option, by its name; where a command's option says something else, by the names of both. */
export const optionsInChinese: Readonly<Record<string, string>> = {
  from: "各行是什么：events（事件，默认）；columns（计算引擎写出的事件：列名带点，null 表示没有）；table（任意列）或 xes，两者都要 --map；ocel；或客服系统的导出：servicenow（审计快照，或变更记录与工作日志）、zendesk、chatwoot、intercom、freshdesk、jira、github；或 facts，即 trueresolve fold 得出的事实数据",
  ...Object.fromEntries(
    ["check", "convert", "fold"].map((command) => [
      `${command} from`,
      "各行是什么：events（事件，默认）；columns（计算引擎写出的事件：列名带点，null 表示没有）；table（任意列）或 xes，两者都要 --map；ocel；或客服系统的导出：servicenow（审计快照，或变更记录与工作日志）、zendesk、chatwoot、intercom、freshdesk、jira、github",
    ]),
  ),
  map: "各列或各属性的含义（JSON），用于 --from table、xes 或 ocel",
  bots: "导出中显示为坐席的机器人帐号，以逗号分隔",
  automations: "导出中显示为坐席的规则与集成帐号，以逗号分隔",
  agents: "导出中未显示为坐席的坐席帐号（zendesk、jira、servicenow），以逗号分隔",
  "ticket-type": "哪一类对象是工单，用于 --from ocel 加 --map（默认 ticket）",
  query: "用 DuckDB 查询得到事件：\"select … from 'x.parquet'\"；与 .duckdb 文件同用时查询其中的表",
  policy: "策略（JSON）：时限、目标、日历、高峰；见 DEFINITIONS.md",
  "time-zone": "不带时差的时间所用的 IANA 时区；策略未指明时，也用于划分日与周",
  encoding: "既非 UTF-8 也非 UTF-16 的文件的编码，如 gb18030",
  threads: "用 N 个线程读取并折叠 128 MiB 以上的普通 NDJSON 与 CSV 文件；指标不变（默认 1）",
  shards: "应有几份事实数据，用于 --from facts：拷贝时可能不声不响地少了几份",
  "merge shards": "应有几份事实数据：引擎或拷贝可能不声不响地少了几份",
  "as-of": "只计当时已知的：时间，或日期（到该日结束）；默认为最后一个事件的时间",
  "merge as-of": "折叠这些事实数据时所用的时间，或晚于其中全部事件的时间",
  period: "当时开始、关闭或作答的：日期（含结束日）、时间（不含结束时间），或月份，如 2026-11",
  "appraise period": "结果在此期间确定（客户可能再回来的期限已过）的工单：日期、时间，或 2026-11",
  level: "区间的置信水平，如 0.95（默认）",
  by: "整体之外每组一行：agent（坐席）、team（团队）、employer（用人单位）、channel（渠道）、category（类别）、priority（优先级）、day（日）、week（周）、month（月）、peak（高峰）或 attribute:NAME（属性）",
  "appraise by": "以什么为团队：team（团队，默认）或 employer（用人单位）",
  "evidence by":
    "--group 按什么分组：agent（坐席）、team（团队）、employer（用人单位）、channel（渠道）、category（类别）、priority（优先级）、day（日）、week（周）、month（月）、peak（高峰）或 attribute:NAME（属性）",
  metric: "只要这个指标（可重复给出），见 trueresolve help metrics；默认全部",
  "evidence metric": "要解释的指标，如 reopenRate；见 trueresolve help metrics",
  "reconcile metric": "指标：firstResponseTime、resolutionTime、reportedResolutionRate、reopenRate、csat",
  preset: "并列此产品会显示的数字；默认为策略中的产品",
  "reconcile preset":
    "产品：zendesk、dbtZendesk、chatwoot、intercom、freshdesk、zammad、wangwang（旺旺）、kuaishou（快手）；默认为策略中的产品",
  with: "与什么比较：另一个产品，或 trueresolve（默认）",
  clock: "按自然时间（calendar，默认），或按工作时间（business），用于两者都显示的产品；后者要求策略中有日历",
  group: "只要这一组，如 team=orders（或 orders 加 --by team）",
  individuals: "允许涉及个人的数字；请先阅读此类数字不得用于何处：trueresolve help individuals",
  explain: "一名坐席的得分，逐个工单；须加 --individuals",
  facts: "另将事实数据表以 Parquet 写入此文件夹；其中涉及个人，须加 --individuals",
  "for-updates": "保留 updateFacts 所需的内容：可从中重新折叠个别工单的事实数据",
  to: "events（NDJSON，默认）、ocel（OCEL 2.0 JSON）或 xes（用于流程挖掘；每个工单一条轨迹）",
  "policy-out": "另写出一份策略，说明导出无法显示的内容；读取这些事件时交给 --policy",
  format: "text（文本，默认）、json（完整精度）或 csv",
  "fold format": '二进制（binary，默认）；lines，一个 JSON 对象 {"facts": …}；或 csv，一行：供以文本传递数据的引擎使用',
  out: "写入文件，而不是标准输出",
  "convert out": "写入文件，而不是标准输出；文件名以 .gz 结尾时压缩",
  lang: "文本输出的语言：en（英文，默认）或 zh（中文）",
  "fold lang": "对各行所作说明的语言：en（英文，默认）或 zh（中文）",
  "convert lang": "对各行所作说明的语言：en（英文，默认）或 zh（中文）",
  strict: "有行被拒绝或文件不完整时，退出码为 1",
  help: "显示此帮助",
  version: "显示版本",
};

export const filesInChinese = `文件：.ndjson、.jsonl、.json（数组）、.csv、.tsv，都可用 gzip 压缩；可给出多个；- 表示标准输入。
  数据表：.parquet、.duckdb 或 --query（须安装 DuckDB；仅读 Parquet 也可用 hyparquet），
  .arrow 或 .feather（须安装 @uwdata/flechette）。`;

export const factFilesInChinese =
  "文件：trueresolve fold 得出的事实数据，一份接一份，二进制或文本行，都可用 gzip 压缩；可给出多个；- 表示标准输入。";

export const exitsInChinese =
  "退出码：0 正常；1 没有可计入的数据，或加了 --strict 而有行被拒绝；2 命令或文件有误；70 程序本身的错误。";

/** `trueresolve help individuals --lang zh` */
export const individualsInChinese = `涉及个人的数字（--individuals）

trueresolve 默认只显示团队。加上 --individuals 后，可用 --by agent，evidence 会列出坐席姓名，appraise 会给个人打分。
在此之前，请了解这些数字承受不起什么。

不得
  - 单独决定薪酬、晋升、警告或辞退，或输入作此决定的系统
  - 给人排名：两人的区间重叠时，日志看不出谁更好
  - 脱离 n 来看：寥寥几个工单，几乎说明不了一个人
  - 拿来比较工作不同的人：队列、渠道、班次、客户不同，难度就不同，这些数字未作调整；
    appraise 会校正，但只限于类别和渠道所能显示的
  - 代表沉默的客户：作答的客户与不作答的客户不同
  - 给无须知道的人看，或对当事人隐瞒

可以
  - 结合背后的工单（trueresolve evidence）开启一次谈话
  - 显示流程在哪里出了问题：关闭规则、没有出路的机器人、丢下客户的转接
  - 在 appraise 认为得分可用之处，支持由人作出的考核（docs/appraisal.md）
  - 受到质疑：被衡量的人必须能看到计入了哪些工单，并能指出哪里不对（trueresolve appraise --explain）

在许多国家，使用之前须先征得职工代表组织同意，并遵守个人信息保护法。
`;
