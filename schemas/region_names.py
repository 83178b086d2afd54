"""How places are shortened: endings that may be dropped, names of peoples, other countries."""

import re

FOREIGN = "000000"
#: 港澳台: outside the city and the province, but read by their own codes.
SPECIAL = frozenset({"710000", "810000", "820000"})

_ALIASES = {
    "150000": ("内蒙",), "710000": ("台湾地区", "台北", "台北市", "高雄", "新北"), "810000": ("香港特区", "香港地区", "九龙"),
    "820000": ("澳门特区", "澳门地区"),
}  # fmt: skip
_PEOPLES = (
    "蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|"
    "傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|"
    "普米族|塔吉克|怒族|鄂温克族|保安族|裕固族|独龙族|各族"
)
_PEOPLED = re.compile(rf"^(.{{2,}}?)(?:{_PEOPLES})+自治(区|州|县|旗)$")
_ENDING = re.compile(r"(?:族自治县|族自治旗|自治[区州县旗]|特别行政区|新区|林区|特区|地区|[省市区县盟旗])$")

_COUNTRIES = (
    "美国 日本 韩国 朝鲜 德国 法国 英国 意大利 西班牙 葡萄牙 荷兰 比利时 卢森堡 瑞士 瑞典 挪威 丹麦 芬兰 冰岛 爱尔兰 奥地利 希腊 波兰 捷克 "
    "匈牙利 罗马尼亚 保加利亚 塞尔维亚 乌克兰 白俄罗斯 俄罗斯 土耳其 以色列 沙特阿拉伯 阿联酋 卡塔尔 科威特 伊朗 伊拉克 埃及 南非 "
    "尼日利亚 肯尼亚 埃塞俄比亚 摩洛哥 印度 巴基斯坦 孟加拉国 斯里兰卡 尼泊尔 缅甸 泰国 越南 老挝 柬埔寨 马来西亚 新加坡 印度尼西亚 "
    "菲律宾 文莱 蒙古国 哈萨克斯坦 乌兹别克斯坦 加拿大 墨西哥 巴西 阿根廷 智利 秘鲁 哥伦比亚 巴拿马 澳大利亚 新西兰 英属维尔京群岛 "
    "开曼群岛 百慕大 塞舌尔 萨摩亚 毛里求斯 塞浦路斯 马耳他 列支敦士登 摩纳哥 国外 海外 境外"
)
_OTHER_NAMES = {
    "美利坚合众国": "美国", "大韩民国": "韩国", "日本国": "日本", "澳洲": "澳大利亚", "BVI": "英属维尔京群岛", "维尔京群岛": "英属维尔京群岛",
    "开曼": "开曼群岛", "沙特": "沙特阿拉伯", "印尼": "印度尼西亚", "星加坡": "新加坡", "孟加拉": "孟加拉国",
}  # fmt: skip
#: Other countries, territories of registration and words for abroad, by every spelling.
COUNTRIES = {name: name for name in re.split(" ", _COUNTRIES)} | _OTHER_NAMES


def spellings(code: str, name: str) -> tuple[str, ...]:
    """The name in full, then shorter: 浙江, 延边 and 延边州; none of one character (忠县, 城区)."""
    aliases = _ALIASES.get(code, ())
    if found := _PEOPLED.match(name):
        return name, found[1], found[1] + found[2], *aliases
    stem = _ENDING.sub("", name)
    return (name, stem, *aliases) if stem != name and len(stem) >= 2 else (name, *aliases)
