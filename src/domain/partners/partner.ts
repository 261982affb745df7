export type PartnerState = 'pending' | 'approved' | 'deactivated';

export interface Partner {
  readonly id: number;
  readonly name: string;
  readonly state: PartnerState;
  /** Of its runs at once, where that is less than the hub's; null = the hub's. */
  readonly runCap: number | null;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}
