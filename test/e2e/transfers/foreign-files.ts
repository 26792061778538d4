/** Two products, a picture in a row of its own, a price that was higher, stock below zero. */
export const SHOPIFY = [
  'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Image Src,Cost per item,Status',
  'tee,Tee,"<p>Soft,\nwarm</p>",Nord,Shirts,a,TRUE,Size,S,TEE-S,180,4,20.00,25.00,TRUE,TRUE,https://example.invalid/a.png,8.50,active',
  "tee,,,,,,,,M,'TEE-M,190,-2,20.00,,TRUE,TRUE,,,",
  'tee,,,,,,,,,,,,,,,,https://example.invalid/b.png,,',
  'card,Card,,Nord,,,TRUE,Title,Default Title,CARD,,1,5.00,,FALSE,FALSE,,,draft',
].join('\n');
/** A product with two prices per variant. */
export const MEDUSA = [
  'Product Id,Product Handle,Product Title,Product Status,Product Weight,Product Collection Title,Variant Title,Variant SKU,Variant Inventory Quantity,Variant Price EUR,Variant Price USD,Variant Option 1 Name,Variant Option 1 Value,Product Image 1 Url',
  'prod_1,mug,Mug,published,350,Kitchen,Red,MUG-R,3,9.00,10.50,Colour,Red,https://example.invalid/c.png',
  'prod_1,mug,Mug,published,350,Kitchen,Blue,MUG-B,2,9.50,11.00,Colour,Blue,',
].join('\n');
/** A product whose second row belongs to the one above it; blanks around the values. */
export const VENDURE = [
  'name   , slug   , description , assets , facets                   , optionGroups , optionValues , sku   , price , taxCategory , stockOnHand , trackInventory , variantAssets , variantFacets',
  'Laptop , laptop , "Fast"      , a.jpg  , category:Tech|brand:Volt , screen|RAM   , 13|8GB       , LAP-1 , 899.00, standard    , 5           , false          ,               ,',
  '       ,        ,             ,        ,                          ,              , 15|8GB       , LAP-2 , 999.00, standard    , 6           , false          ,               ,',
].join('\n');
