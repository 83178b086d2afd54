"""A county as large as wished: every unit has a ledger of its own, 200 rows of 20 columns, with everyday mess.

What a ledger says follows from the unit's number alone, so two runs read the same cells.
"""

import csv
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random

import xlsxwriter

from benchmarks.mess import meddle
from flows.instance import SHIPPED

ROWS = 200
AS_OF = date(2022, 6, 30)
FILLED = date(2022, 6, 28)
TITLES = (
    "项目代码", "项目名称", "投资方", "投资方所在地", "产业类别", "总投资（万元）", "固定资产投资（万元）", "引进单位", "用地方式", "用地面积（亩）",
    "协议性质", "研判时间", "研判结果", "签约时间", "供地时间", "开工时间", "入库时间", "项目状态", "服务专员", "备注",
)  # fmt: skip
_TOTAL = TITLES.index("总投资（万元）")
_FIRST = "石航黄九沟华姜万双新府荷信白衢花云清龙凤金玉青河溪山林泉松柏梅兰竹桃李杏枫桂莲湖江海塘桥坊"
_SECOND = "梁埠家里华溪墅田室港山花安云化园门泉岭口坪岩湾洲浦塘桥店村关头坑源堂庄楼台亭塔阁寺城街井坝渡"
_KINDS = (("township", "镇"), ("station", "驻点招商组"), ("department", "服务局"), ("platform", "产业园中心"))
_PLACES = (
    "深圳市", "上海市", "杭州市", "宁波市", "广东省东莞市", "江苏省苏州市", "衢州市柯城区", "浙江省温州市", "北京市", "福建省厦门市", "台州市", "金华市",
    "江西省上饶市", "安徽省合肥市", "湖北省武汉市", "四川省成都市", "山东省青岛市", "嘉兴市", "绍兴市", "湖州市",
)  # fmt: skip
_WORDS = ("宏达", "锐新", "华友", "中科", "恒力", "星辰", "正泰", "明珠", "巨化", "远景", "天元", "博瑞", "盛世", "鼎力", "嘉禾", "立昂")
_MAKES = (
    "精密轴承",
    "光电显示模组",
    "新能源电池",
    "特种纸",
    "智能装备",
    "生物医药中间体",
    "数字贸易服务",
    "高端阀门",
    "电子化学品",
    "现代农业设施",
)
_INDUSTRIES = ("制造业", "制造业", "制造业", "工业", "服务业", "农业", "文旅", "三产")
_LAND = ("新增用地", "新增用地", "购买厂房", "租赁", "租用厂房", "无需用地")
_NOTES = ("", "", "", "", "按计划推进", "等待土地指标", "企业内部决策中", "已对接设计单位", "能耗指标待落实")
_PEOPLE = ("王芳", "李伟", "张敏", "刘洋", "陈静", "杨磊", "赵军", "黄丽", "周涛", "吴强", "徐霞", "孙鹏")


def unit_name(number: int) -> str:
    """A name of its own for each of some two thousand offices."""
    first, second = divmod(number, len(_SECOND))
    return _FIRST[first % len(_FIRST)] + _SECOND[second] + _KINDS[number % len(_KINDS)][1]


def write_units(path: Path, units: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        write = csv.writer(lines, lineterminator="\n")
        write.writerow(["code", "name", "kind", "group", "aliases", "since", "until"])
        for number in range(units):
            write.writerow([f"U{number:05}", unit_name(number), _KINDS[number % len(_KINDS)][0], "", "", "", ""])


def project(unit: int, serial: int) -> list[object]:
    """One project's cells in good order, in the order of TITLES; dates after FILLED are not yet known."""
    r = Random(unit * 1_000 + serial)
    name, made, word, place = unit_name(unit), r.choice(_MAKES), r.choice(_WORDS), r.choice(_PLACES)
    total = r.choice((r.randint(300, 9_900), r.randint(100, 999) * 100, r.randint(30, 3_000_000) / 10))
    land, formal = r.choice(_LAND), r.random() < 0.85
    reviewed = date(2020, 7, 1) + timedelta(days=r.randrange(720))
    signed = _later(r, reviewed if formal or r.random() < 0.5 else None, 5, 60)
    supplied = _later(r, signed if land == "新增用地" and r.random() < 0.8 else None, 20, 120)
    started = _later(r, (supplied if land == "新增用地" else signed) if r.random() < 0.8 else None, 10, 150)
    enrolled = _later(r, started, 3, 28)
    return [
        f"{reviewed:%y%m}-330802-{4 + unit // 1_000:02}-01-{unit % 1_000:03}{serial:03}" if signed else "",
        f"{name[:2]}年产{1_000 + serial * 7 + unit % 7}万套{made}生产线项目{r.choice(('', '', '', '一期', '二期'))}",
        f"{place.removesuffix('市')[-2:]}{word}{made[:4]}（{r.randrange(unit + 2)}）有限公司", place, r.choice(_INDUSTRIES), total,
        round(total * r.uniform(0.3, 0.9), 1), name, land, round(r.uniform(5, 200), 1) if land == "新增用地" else "",
        "正式协议" if formal else r.choice(("意向书", "框架协议")), reviewed, "通过" if signed or r.random() < 0.7 else "暂缓",
        signed, supplied, started, enrolled, "已开工" if started else "推进中" if r.random() < 0.97 else "暂缓",
        r.choice(_PEOPLE), r.choice(_NOTES),
    ]  # fmt: skip


def _later(r: Random, day: date | None, least: int, most: int) -> date | None:
    found = day + timedelta(days=r.randint(least, most)) if day else None
    return found if found and found <= FILLED else None


def ledger(unit: int) -> list[list[object]]:
    """The rows of a unit's ledger and their total: one in a hundred is its neighbour's project, about 4 % are untidy."""
    r = Random(unit)
    rows = [project(unit, serial) for serial in range(ROWS - 2)] + [project(max(unit - 1, 0), ROWS + serial) for serial in (0, 1)]
    if unit % 2:  # who lists them first lists them as well
        rows[:2] = [project(unit, ROWS), project(unit, ROWS + 1)]
    total = sum(float(str(row[_TOTAL])) for row in rows)
    at = {title: index for index, title in enumerate(TITLES)}
    return [*(meddle(row, r, at) for row in rows), ["", "合计", *[""] * (_TOTAL - 2), round(total, 1)]]


def write_workbook(inbox: Path, unit: int) -> None:
    """Title, reporter's line, header, rows and their total; three offices in five keep dates as Excel dates."""
    name = unit_name(unit)
    path = inbox / name / f"{name}2022年6月招商项目台账.xlsx"
    path.parent.mkdir(parents=True)
    style = ("", "", "", "%Y.%-m.%-d", "%Y年%-m月%-d日")[unit % 5]
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet, day = book.add_worksheet("台账"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write(0, 0, "2022年6月招商项目台账")
        sheet.write(1, 0, f"填报单位：{name}    填报时间：{FILLED}")
        sheet.write_row(2, 0, TITLES)
        for number, row in enumerate(ledger(unit), start=3):
            for column, cell in enumerate(row):
                if not isinstance(cell, date):
                    sheet.write(number, column, "" if cell is None else cell)
                elif style:
                    sheet.write_string(number, column, cell.strftime(style))
                else:
                    sheet.write_datetime(number, column, cell, day)


def write_county(home: Path, units: int, progress: Callable[[int], None]) -> None:
    """An instance's folder: the shipped configuration with its own units.csv, and an inbox of a folder a unit."""
    shutil.copytree(SHIPPED, home / "config")
    write_units(home / "config" / "units.csv", units)
    with ProcessPoolExecutor(2) as pool:
        for done, _ in enumerate(pool.map(partial(write_workbook, home / "inbox"), range(units), chunksize=10), start=1):
            progress(done)
