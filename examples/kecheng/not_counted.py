"""Projects that look as if they counted and do not: framework, intent, terminated, negotiated, reviewed only."""

from examples.kecheng.objects import Project, d, wan, yi

PAPER = (
    Project(
        project_name="京津光伏组件回收基地项目", investor="北京晟循新能源有限公司", investor_region="北京市", industry="制造业",
        introduced_by="ST01", platform="PL01", total_investment=yi("10"), fixed_investment=yi("7"), land_mode="新增用地",
        land_area=100, agreement_type="框架协议", reviewed_on=d("2022-03-23"), review_result="通过", signed_on=d("2022-04-15"),
        service_officer="专员03", phone="13800000151", remark="框架协议，正式协议待谈"),
    Project(
        project_name="双港数字文创街区项目", investor="杭州集木商业管理有限公司", investor_region="浙江省杭州市", industry="文旅",
        introduced_by="330802010", total_investment=yi("2"), land_mode="无需用地", agreement_type="意向书",
        reviewed_on=d("2022-04-20"), review_result="通过", signed_on=d("2022-05-11"), service_officer="专员09",
        phone="13800000152"),
    Project(
        project_name="九华山泉水厂扩建项目", investor="杭州清源饮品有限公司", investor_region="浙江省杭州市", industry="制造业",
        introduced_by="330802210", total_investment=yi("1.5"), land_mode="购买厂房", agreement_type="补充协议",
        signed_on=d("2022-03-30"), service_officer="专员10", phone="13800000153", tags="增资扩产"),
)  # fmt: skip

TERMINATED = (
    Project(
        project_name="柔性线路板生产基地项目", investor="惠州市联昇电路有限公司", investor_region="广东省惠州市", industry="制造业",
        chain="光电", introduced_by="PL01", platform="PL01", total_investment=yi("6"), fixed_investment=yi("4.5"),
        land_mode="新增用地", land_area=80, agreement_type="正式协议", reviewed_on=d("2021-01-20"), review_result="通过",
        signed_on=d("2021-03-25"), registered_on=d("2021-04-12"), land_supplied_on=d("2021-09-10"), enrolled_on=d("2021-11-22"),
        status="终止", service_officer="专员20", phone="13800000154", remark="环评未通过，已退库"),
    Project(
        project_name="花园社区商业综合体项目", investor="宁波锦汇商业发展有限公司", investor_region="浙江省宁波市",
        industry="服务业", introduced_by="330802013", total_investment=yi("1.2"), land_mode="新增用地", land_area=15,
        agreement_type="正式协议", reviewed_on=d("2022-01-13"), review_result="通过", signed_on=d("2022-02-10"), status="终止",
        service_officer="专员08", phone="13800000155", remark="投资方撤资"),
)  # fmt: skip

UNSIGNED = (
    Project(
        project_name="氢能空压机总成项目", investor="杭州氢舟动力有限公司", investor_region="浙江省杭州市", industry="制造业",
        chain="装备", introduced_by="ST03", total_investment=yi("7"), fixed_investment=yi("5"), land_mode="新增用地", land_area=90,
        first_contact_on=d("2022-02-14"), negotiated_on=d("2022-03-21"), reviewed_on=d("2022-05-25"), review_result="通过",
        service_officer="专员12", phone="13800000156", progress="正式协议条款在谈"),
    Project(
        project_name="医用微流控芯片项目", investor="上海析微生物技术有限公司", investor_region="上海市", industry="制造业",
        introduced_by="ST02", total_investment=yi("1.8"), negotiated_on=d("2022-04-25"), reviewed_on=d("2022-06-14"),
        review_result="通过", service_officer="专员07", phone="13800000157"),
    Project(
        project_name="微型马达自动化项目", investor="东莞市转动电机有限公司", investor_region="广东省东莞市", industry="制造业",
        introduced_by="PL01", platform="PL01", total_investment=yi("1.6"), negotiated_on=d("2022-05-06"),
        reviewed_on=d("2022-06-10"), review_result="通过", service_officer="专员20", phone="13800000158"),
    Project(
        project_name="直播电商产业基地项目", investor="杭州播立方传媒有限公司", investor_region="浙江省杭州市", industry="服务业",
        introduced_by="PL02", platform="PL02", total_investment=wan(6000), negotiated_on=d("2022-05-16"),
        reviewed_on=d("2022-06-10"), review_result="暂缓", service_officer="专员14", phone="13800000159"),
    Project(
        project_name="滚珠丝杠技术改造项目", investor="无锡精导机械有限公司", investor_region="江苏省无锡市", industry="制造业",
        chain="轴承", introduced_by="330802101", total_investment=yi("1.2"), negotiated_on=d("2022-03-11"),
        reviewed_on=d("2022-05-13"), review_result="通过", service_officer="专员04", phone="13800000160"),
    Project(
        project_name="石梁再生塑料造粒项目", investor="台州绿塑再生资源有限公司", investor_region="浙江省台州市", industry="制造业",
        introduced_by="330802100", total_investment=wan(4000), negotiated_on=d("2022-02-28"), reviewed_on=d("2022-04-22"),
        review_result="不通过", service_officer="专员05", phone="13800000161"),
)  # fmt: skip

NOT_COUNTED = (*PAPER, *TERMINATED, *UNSIGNED)
