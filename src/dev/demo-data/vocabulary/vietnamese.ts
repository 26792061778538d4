/** Words of one thing in Vietnamese. */
export interface VietnameseWords {
  readonly name: string;
  readonly slug?: string;
  readonly shortDescription?: string;
  readonly description?: string;
}

type Words = Readonly<Record<string, VietnameseWords>>;

/** By slug. The other products keep their English texts, as in a shop that is still being translated. */
export const VIETNAMESE_PRODUCTS: Words = {
  'linen-shirt': {
    name: 'Áo sơ mi vải lanh',
    slug: 'ao-so-mi-lanh',
    shortDescription:
      'Chiếc áo đầu tiên của chúng tôi và vẫn là chiếc hay mặc nhất: vải lanh châu Âu, cổ trụ.',
    description:
      'Sợi lanh từ Normandy, dệt ở Bồ Đào Nha, giặt với đá cho đến khi mềm như một người bạn cũ. ' +
      'Cổ trụ hợp với áo khoác lẫn bãi biển; tay áo xắn lên là giữ nguyên. ' +
      'Treo qua đêm là khô.',
  },
  'pour-over-kettle': {
    name: 'Ấm rót cổ ngỗng',
    slug: 'am-rot-co-ngong',
    shortDescription: 'Ấm cổ ngỗng cho dòng nước mảnh hay nhanh tùy theo cổ tay bạn.',
    description:
      'Vòi ấm đã được uốn bốn mươi lần trước khi chúng tôi ưng dòng chảy. ' +
      'Tám trăm mililít đủ cho hai tách và một lần tráng phin. ' +
      'Nhiệt kế nằm trên nắp nên không viên pin nào hết vào sáng thứ Hai.',
  },
  'ca-phe-phin': {
    name: 'Cà phê phin',
    slug: 'ca-phe-rang-xay-pha-phin',
    shortDescription: 'Robusta và arabica rang đậm để pha phin: đặc, ngọt, hợp với sữa đặc.',
    description:
      'Hai phần ba robusta Đắk Lắk, một phần ba arabica Cầu Đất, rang với chút bơ như quán cóc ngày xưa. ' +
      'Để nhỏ giọt năm phút trên đá. ' +
      'Mỗi gói kèm công thức của cô người sáng lập, vốn không đồng ý với công thức nào khác.',
  },
  'trail-lantern': {
    name: 'Đèn lồng đi rừng',
    slug: 'den-long-di-rung',
    shortDescription: 'Chiếc đèn nhỏ bằng quả mận, sáng lều suốt bốn đêm.',
    description:
      'Bóp một lần để đọc sách, hai lần cho cả khu trại. ' +
      'Pin là loại thường, làng nào cũng bán. ' +
      'Làm rơi xuống suối thì nó vẫn nằm đó chờ bạn và tỏa sáng.',
  },
};

/** By slug. */
export const VIETNAMESE_CATEGORIES: Words = {
  clothing: { name: 'Quần áo', slug: 'quan-ao' },
  tops: { name: 'Áo', slug: 'ao' },
  shirts: { name: 'Áo sơ mi', slug: 'ao-so-mi' },
  knitwear: { name: 'Áo len', slug: 'ao-len' },
  trousers: { name: 'Quần dài', slug: 'quan-dai' },
  outerwear: { name: 'Áo khoác', slug: 'ao-khoac' },
  kitchen: { name: 'Nhà bếp', slug: 'nha-bep' },
  'coffee-gear': { name: 'Dụng cụ pha cà phê', slug: 'dung-cu-pha-ca-phe' },
  cookware: { name: 'Nồi và chảo', slug: 'noi-va-chao' },
  tableware: { name: 'Bát đĩa', slug: 'bat-dia' },
  pantry: { name: 'Thực phẩm', slug: 'thuc-pham' },
  coffee: { name: 'Cà phê', slug: 'ca-phe' },
  tea: { name: 'Trà', slug: 'tra' },
  chocolate: { name: 'Sô-cô-la', slug: 'so-co-la' },
  home: { name: 'Nhà cửa', slug: 'nha-cua' },
  lighting: { name: 'Đèn', slug: 'den' },
  'bed-and-bath': { name: 'Chăn ga và khăn', slug: 'chan-ga-va-khan' },
  desk: { name: 'Bàn làm việc', slug: 'ban-lam-viec' },
  notebooks: { name: 'Sổ tay', slug: 'so-tay' },
  audio: { name: 'Âm thanh', slug: 'am-thanh' },
  outdoors: { name: 'Ngoài trời', slug: 'ngoai-troi' },
  camping: { name: 'Cắm trại', slug: 'cam-trai' },
  bags: { name: 'Túi và ba lô', slug: 'tui-va-ba-lo' },
};

/** By slug. */
export const VIETNAMESE_COLLECTIONS: Words = {
  'summer-linen': {
    name: 'Vải lanh mùa hè',
    slug: 'vai-lanh-mua-he',
    description: 'Cho những tuần cửa sổ luôn mở.',
  },
  'slow-mornings': {
    name: 'Buổi sáng chậm rãi',
    slug: 'buoi-sang-cham-rai',
    description: 'Những thứ khiến chín giờ vẫn còn sớm.',
  },
  'under-the-stars': {
    name: 'Dưới trời sao',
    slug: 'duoi-troi-sao',
    description: 'Đồ dùng cho những đêm không trần nhà.',
  },
  'small-gifts': { name: 'Quà nhỏ', slug: 'qua-nho', description: 'Quà vừa lọt hòm thư.' },
  'desk-refresh': {
    name: 'Bàn mới',
    slug: 'ban-moi',
    description: 'Khởi đầu mới giữa bàn phím và cửa sổ.',
  },
  'new-season': { name: 'Mùa mới', slug: 'mua-moi', description: 'Vừa mở hộp, còn thơm mùi giấy.' },
};

/** By name. */
export const VIETNAMESE_ATTRIBUTES: Words = {
  Colour: { name: 'Màu' },
  Size: { name: 'Cỡ' },
  Finish: { name: 'Bề mặt' },
  Weight: { name: 'Khối lượng' },
  Grind: { name: 'Độ xay' },
};

/** By value. */
export const VIETNAMESE_VALUES: Words = {
  White: { name: 'Trắng' },
  Blue: { name: 'Xanh dương' },
  Black: { name: 'Đen' },
  Rose: { name: 'Hồng' },
  Olive: { name: 'Xanh ô liu' },
  Navy: { name: 'Xanh hải quân' },
  Sand: { name: 'Màu cát' },
  Cream: { name: 'Kem' },
  Charcoal: { name: 'Xám than' },
  Steel: { name: 'Thép' },
  Copper: { name: 'Đồng' },
  Brass: { name: 'Đồng thau' },
  'Whole Bean': { name: 'Nguyên hạt' },
};
