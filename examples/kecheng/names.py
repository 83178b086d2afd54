"""Words for invented leads, projects and companies: nobody's names, in the kinds that offices write."""

from collections.abc import Mapping

from examples.kecheng.objects import BEIJING, GROWN, HANGZHOU, MADE, SERVED, SHANGHAI, SHENZHEN, TOURED


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


#: First halves of company names.
STEMS = _words(
    "晟屿 岚启 泽湃 砚方 朗衡 霁川 曦合 柏逸 钧澜 澄观 奕恒 昕野 渠成 拓岳 明溪 翊航 禾见 芯橙 辰屿 森渡 云麓 璞石 鼎昀 亦舟 "
    "启衢 衡远 光粒 锦程 越桥 致微 山与 知行 沐川 长亭 青梧 白鹭 逐光 南枝 北辰 橘洲 星野 海棠 万象 初禾 拾野 清屿 听泉 松间"
)  # fmt: skip
#: What companies of an industry call themselves.
TRADES: Mapping[str, tuple[str, ...]] = {
    MADE: ("光电科技", "精密制造", "新材料", "智能装备"),
    SERVED: ("供应链管理", "数字科技", "电子商务"),
    GROWN: ("农业科技", "食品"),
    TOURED: ("文化旅游", "酒店管理", "体育文化"),
}
#: Where each station's companies come from, as a name begins and as a region is written.
CITIES: Mapping[str, tuple[tuple[str, str], ...]] = {
    BEIJING: (("北京", "北京市"),),
    SHANGHAI: (("上海", "上海市"), ("南京", "江苏省南京市"), ("常州", "江苏省常州市")),
    HANGZHOU: (("杭州", "浙江省杭州市"), ("宁波", "浙江省宁波市"), ("温州", "浙江省温州市")),
    SHENZHEN: (("深圳", "广东省深圳市"), ("东莞", "广东省东莞市"), ("惠州", "广东省惠州市")),
}
THINGS: Mapping[str, tuple[str, ...]] = {
    MADE: _words(
        "光学镀膜设备 车载镜头模组 柔性显示盖板 微型投影光机 精密轴承钢球 轴承保持架 工业机器人减速器 锂电池结构件 激光雷达零部件 医用内窥镜 "
        "传感器封装 特种光纤 背光模组 智能门锁 伺服电机 无人机电机 半导体清洗设备 高速连接器 铝合金压铸件 LED车灯 水处理膜元件 注塑模具 "
        "电子陶瓷基板 智能水表 新型包装材料 户外家具 冲压件 功能性薄膜 石英晶体谐振器 储能电源"
    ),
    SERVED: _words(
        "跨境电商运营中心 直播电商基地 工业设计中心 检验检测中心 供应链金融服务 软件外包 数字营销总部 冷链物流中心 人力资源产业园 会展服务 "
        "企业财税服务 影视后期制作 云客服中心 二手车出口贸易 呼叫中心"
    ),
    GROWN: _words("胡柚深加工 食用菌工厂化栽培 中药材种植 鲜切果蔬 数字渔场 有机茶园 预制菜 种苗繁育"),
    TOURED: _words("康养度假村 亲子乐园 精品民宿集群 房车露营地 户外拓展基地 低空飞行体验 乡村研学 水上运动 音乐小镇 非遗体验馆"),
}
PARTNERS = ("北京柯城商会", "上海柯城商会", "深圳柯城商会", "杭州柯城商会", "某基金公司", "某行业协会", "在谈企业介绍")
PROGRESS = ("初次电话沟通", "已互访", "材料已收，待研判", "准备来柯考察", "考察过两处厂房", "商谈政策", "客商内部决策中", "暂无新进展")
SOURCES = ("驻点招商", "以商招商", "商会", "基金机构", "活动招商", "平台招商", "其他")
