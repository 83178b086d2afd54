"""Places as offices write them, to GB/T 2260 codes."""

import pytest

from schemas.regions import AMBIGUOUS, Place, Regions

REGIONS = Regions()


@pytest.mark.parametrize(("text", "code"), [
    ("深圳市", "440300"), ("深圳", "440300"), ("广东省东莞市", "441900"), ("衢州市柯城区", "330802"), ("柯城", "330802"), ("上海", "310000"),
    ("浙江杭州", "330100"), ("浙江省 杭州市", "330100"), ("浙江/杭州", "330100"), ("广东", "440000"), ("吉林", "220000"), ("吉林市", "220200"),
    ("内蒙古呼和浩特", "150100"), ("新疆", "650000"), ("义乌", "330782"), ("湖北仙桃", "429004"), ("上海市浦东新区", "310115"),
    ("北京朝阳", "110105"), ("广州市白云区", "440111"), ("贵阳白云区", "520113"), ("江苏省南京市鼓楼区", "320106"), ("330802", "330802"),
    ("香港", "810000"), ("中国香港", "810000"), ("台湾", "710000"), ("台湾省", "710000"), ("澳门特别行政区", "820000"), ("重庆渝中区", "500103"),
    ("上海市张江路88号", "310000"), ("浙江省杭州市滨江区江南大道", "330108"), ("美国", "000000"), ("日本", "000000"), ("新加坡", "000000"),
    ("广东省，深圳市", "440300"),
])  # fmt: skip
def test_one_place(text: str, code: str) -> None:
    found = REGIONS.find(text)
    assert isinstance(found, Place) and found.code == code


@pytest.mark.parametrize("text", ["鼓楼区", "白云区", "白云", "朝阳区", "通州", "上海、深圳", "杭州市、宁波市"])
def test_two_places(text: str) -> None:
    assert REGIONS.find(text) is AMBIGUOUS


@pytest.mark.parametrize("text", ["", "某某市", "省外", "南京路", "123456", "XX（上海）有限公司", "中" * 500])
def test_no_place(text: str) -> None:
    assert REGIONS.find(text) is None


def test_country_has_its_name() -> None:
    assert REGIONS.find("韩国") == Place("000000", "韩国")


def test_every_official_name_reads_with_its_parents() -> None:
    for place in REGIONS.by_code.values():
        province = REGIONS.by_code[place.code[:2] + "0000"]
        city = REGIONS.by_code.get(place.code[:4] + "00", province)
        path = "".join(dict.fromkeys(parent.name for parent in (province, city, place)))
        found = REGIONS.find(path)
        assert isinstance(found, Place) and (found.code == place.code or found.name == place.name), path
