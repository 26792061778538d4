import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsUUID } from 'class-validator';

/** Products to put into a collection by hand. */
export class AddCollectionProductsRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  productIds: string[];
}

/** All products that are in a collection by hand, in their order. */
export class SetCollectionProductsRequest {
  @IsArray()
  @ArrayMaxSize(5000)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  productIds: string[];
}
