/**
 * The fixed catalogue that searches are judged on. A line is: slug | name | brand | category | SKU |
 * reviews | short text | name in Vietnamese (or nothing). Never change a line to please the ranking.
 */
export const JUDGED_PRODUCTS = `
linen-shirt | Linen Shirt | Hestia & Vale | Shirts | HV-LS-100 | 120 | A light shirt for warm days. | Áo sơ mi vải lanh
oxford-shirt | Oxford Shirt | Northlight | Shirts | NL-OX-210 | 80 | Button-down collar, goes with everything. | Áo sơ mi Oxford
flannel-shirt | Checked Flannel Shirt | Northlight | Shirts | NL-FL-220 | 45 | Brushed cotton for cold mornings. |
denim-shirt | Denim Overshirt | Marlow | Shirts | MA-DN-330 | 20 | A shirt and a jacket in one. |
silk-blouse | Silk Blouse | Hestia & Vale | Shirts | HV-SB-140 | 33 | Soft sheen, mother-of-pearl buttons. | Áo kiểu lụa
cotton-tshirt | Cotton T-Shirt | Marlow | T-Shirts | MA-TS-001 | 310 | The everyday tee. | Áo thun cotton
striped-tshirt | Striped Breton T-Shirt | Marlow | T-Shirts | MA-TS-014 | 90 | Navy stripes on cream cotton. | Áo thun kẻ sọc
merino-tshirt | Merino T-Shirt | Trailhead | T-Shirts | TH-MT-055 | 60 | Wool that does not smell on the trail. |
linen-trousers | Linen Trousers | Hestia & Vale | Trousers | HV-LT-180 | 51 | Wide legs, drawstring waist. | Quần vải lanh
chino-trousers | Slim Chino Trousers | Northlight | Trousers | NL-CH-300 | 77 | Stretch cotton. | Quần kaki
hiking-trousers | Hiking Trousers | Trailhead | Trousers | TH-HT-410 | 38 | Zip off below the knee. | Quần leo núi
denim-jeans | Straight Denim Jeans | Marlow | Trousers | MA-JN-500 | 150 | Raw indigo denim. | Quần bò
rain-jacket | Storm Rain Jacket | Trailhead | Jackets | TH-RJ-600 | 95 | Three layers, waterproof and breathable. | Áo khoác đi mưa
down-jacket | Down Jacket | Trailhead | Jackets | TH-DJ-620 | 70 | Packs into its own pocket. | Áo khoác lông vũ
leather-jacket | Leather Biker Jacket | Marlow | Jackets | MA-LJ-700 | 42 | Full-grain leather. | Áo khoác da
wool-coat | Wool Overcoat | Northlight | Jackets | NL-WC-720 | 28 | Long and warm. | Áo măng tô len
wool-sweater | Lambswool Sweater | Northlight | Knitwear | NL-SW-810 | 66 | Crew neck jumper. | Áo len
cashmere-cardigan | Cashmere Cardigan | Hestia & Vale | Knitwear | HV-CC-830 | 24 | Two-ply Mongolian cashmere. |
wool-socks | Hiking Socks | Trailhead | Socks | TH-SK-900 | 210 | Cushioned merino wool, two pairs. | Tất leo núi
cotton-socks | Ribbed Cotton Socks | Marlow | Socks | MA-SK-910 | 130 | Five pairs in a box. | Tất cotton
running-shoes | Trail Running Shoes | Trailhead | Shoes | TH-RS-1000 | 140 | Grip for mud and rock. | Giày chạy bộ
leather-boots | Leather Chelsea Boots | Marlow | Shoes | MA-CB-1010 | 58 | Elastic sides, rubber sole. | Bốt da
hiking-boots | Hiking Boots | Trailhead | Shoes | TH-HB-1020 | 88 | Waterproof membrane, ankle support. | Giày leo núi
canvas-sneakers | Canvas Sneakers | Marlow | Shoes | MA-SN-1030 | 175 | White rubber sole. | Giày vải
ao-dai-lua | Áo dài lụa Hà Đông | Sông Hồng | Áo dài | SH-AD-001 | 64 | Lụa tơ tằm dệt tay. | Áo dài lụa Hà Đông
ao-dai-do | Áo dài đỏ thêu hoa sen | Sông Hồng | Áo dài | SH-AD-002 | 40 | Đỏ thẫm, thêu chỉ vàng. | Áo dài đỏ thêu hoa sen
ao-dai-trang | Áo dài trắng nữ sinh | Sông Hồng | Áo dài | SH-AD-003 | 52 | Vải mềm, không nhăn. | Áo dài trắng nữ sinh
non-la | Nón lá Huế | Sông Hồng | Phụ kiện | SH-NL-010 | 73 | Lá cọ, quai lụa. | Nón lá Huế
khan-lua | Khăn lụa Vạn Phúc | Sông Hồng | Phụ kiện | SH-KL-011 | 31 | Khăn choàng mềm mại. | Khăn lụa Vạn Phúc
ca-phe-phin | Cà phê phin Buôn Ma Thuột | Cao Nguyên | Coffee | CN-CF-100 | 220 | Robusta rang đậm, 500 g. | Cà phê phin Buôn Ma Thuột
ca-phe-sua | Cà phê sữa hòa tan | Cao Nguyên | Coffee | CN-CF-110 | 160 | Hộp 20 gói. | Cà phê sữa hòa tan
espresso-beans | Dark Roast Espresso Beans | Cao Nguyên | Coffee | CN-EB-120 | 99 | Whole coffee beans, 1 kg. | Hạt cà phê rang đậm
filter-coffee | Ground Filter Coffee | Northlight | Coffee | NL-GC-130 | 40 | Medium roast, 250 g. | Cà phê xay
phin-filter | Stainless Steel Phin Filter | Cao Nguyên | Coffee makers | CN-PF-200 | 115 | The small Vietnamese coffee maker. | Phin inox
french-press | French Press | Marlow | Coffee makers | MA-FP-210 | 85 | Glass and steel, eight cups. | Bình pha cà phê kiểu Pháp
espresso-machine | Espresso Machine | Caldera | Coffee makers | CA-EM-220 | 60 | 15 bar pump, milk frother. | Máy pha cà phê
coffee-grinder | Burr Coffee Grinder | Caldera | Coffee makers | CA-CG-230 | 48 | Forty grind settings. | Máy xay cà phê
tra-sen | Trà sen Tây Hồ | Sông Hồng | Tea | SH-TS-300 | 57 | Ướp hương sen tự nhiên. | Trà sen Tây Hồ
green-tea | Thai Nguyen Green Tea | Cao Nguyên | Tea | CN-GT-310 | 68 | Loose leaf, spring picking. | Trà xanh Thái Nguyên
black-tea | Earl Grey Black Tea | Hestia & Vale | Tea | HV-BT-320 | 36 | With oil of bergamot. | Trà đen
teapot | Cast Iron Teapot | Caldera | Kitchen | CA-TP-400 | 54 | Keeps tea hot for an hour. | Ấm trà gang
electric-kettle | Electric Kettle | Caldera | Kitchen | CA-EK-410 | 190 | 1.7 litres, boils in four minutes. | Ấm đun nước điện
gooseneck-kettle | Gooseneck Kettle | Caldera | Kitchen | CA-GK-420 | 47 | For pour-over coffee. | Ấm cổ ngỗng
chefs-knife | Chef's Knife | Marlow | Kitchen | MA-KN-430 | 102 | 20 cm, high-carbon steel. | Dao bếp
bread-knife | Serrated Bread Knife | Marlow | Kitchen | MA-KN-440 | 39 | For crusts and tomatoes. | Dao cắt bánh mì
frying-pan | Cast Iron Frying Pan | Caldera | Kitchen | CA-FP-450 | 133 | 26 cm, seasoned. | Chảo gang
saucepan | Stainless Steel Saucepan | Caldera | Kitchen | CA-SP-460 | 61 | With a lid. | Nồi inox
ceramic-mug | Ceramic Mug | Bát Tràng | Tableware | BT-MG-500 | 205 | Glazed stoneware coffee cup. | Cốc gốm
tea-cups | Porcelain Tea Cups | Bát Tràng | Tableware | BT-TC-510 | 44 | Set of six. | Bộ tách trà
bo-bat-dia | Bộ bát đĩa men lam | Bát Tràng | Tableware | BT-BD-520 | 37 | Gốm vẽ tay, 12 món. | Bộ bát đĩa men lam
lo-hoa | Lọ hoa gốm | Bát Tràng | Home | BT-LH-600 | 29 | Cao 30 cm. | Lọ hoa gốm
table-lamp | Brass Table Lamp | Northlight | Lighting | NL-TL-700 | 63 | Dimmable, linen shade. | Đèn bàn đồng
desk-lamp | LED Desk Lamp | Northlight | Lighting | NL-DL-710 | 112 | USB charging port. | Đèn bàn học LED
trail-lantern | Trail Lantern | Trailhead | Lighting | TH-TL-720 | 41 | Rechargeable camping light. | Đèn cắm trại
den-long | Đèn lồng Hội An | Sông Hồng | Lighting | SH-DL-730 | 83 | Khung tre, vải lụa. | Đèn lồng Hội An
cotton-towel | Cotton Bath Towel | Hestia & Vale | Home | HV-TW-800 | 98 | Thick and soft. | Khăn tắm
linen-bedding | Linen Bedding Set | Hestia & Vale | Home | HV-BD-810 | 75 | Duvet cover and two pillowcases. | Bộ chăn ga vải lanh
wool-blanket | Wool Throw Blanket | Northlight | Home | NL-BL-820 | 49 | Herringbone weave. | Chăn len
backpack | Hiking Backpack 40L | Trailhead | Bags | TH-BP-910 | 126 | With a rain cover. | Ba lô leo núi
canvas-tote | Canvas Tote Bag | Marlow | Bags | MA-TB-920 | 180 | Holds a laptop. | Túi vải
leather-wallet | Leather Wallet | Marlow | Bags | MA-WL-930 | 92 | Six cards and coins. | Ví da
laptop-sleeve | Felt Laptop Sleeve | Northlight | Bags | NL-LP-940 | 34 | For 13 inch notebooks. | Túi đựng laptop
tent | Two-Person Tent | Trailhead | Camping | TH-TN-100 | 71 | 1.9 kg, freestanding. | Lều hai người
sleeping-bag | Down Sleeping Bag | Trailhead | Camping | TH-SB-110 | 65 | Comfortable to -5 °C. | Túi ngủ lông vũ
camping-stove | Gas Camping Stove | Trailhead | Camping | TH-ST-120 | 53 | Folds flat, boils half a litre. | Bếp ga dã ngoại
water-bottle | Insulated Water Bottle | Trailhead | Camping | TH-WB-130 | 240 | Cold for a day, hot for a night. | Bình giữ nhiệt
notebook | Dotted Notebook | Northlight | Stationery | NL-NB-200 | 155 | 160 pages, lies flat. | Sổ tay
fountain-pen | Fountain Pen | Northlight | Stationery | NL-FP-210 | 56 | Steel nib, converter. | Bút máy
nuoc-mam | Nước mắm Phú Quốc | Cao Nguyên | Pantry | CN-NM-400 | 145 | 40 độ đạm, cá cơm. | Nước mắm Phú Quốc
banh-trang | Bánh tráng Tây Ninh | Cao Nguyên | Pantry | CN-BT-410 | 62 | Gói 500 g. | Bánh tráng Tây Ninh
honey | Wildflower Honey | Cao Nguyên | Pantry | CN-HN-420 | 87 | From the highlands. | Mật ong hoa rừng
olive-oil | Extra Virgin Olive Oil | Hestia & Vale | Pantry | HV-OO-430 | 43 | Cold pressed, 750 ml. | Dầu ô liu
`;
