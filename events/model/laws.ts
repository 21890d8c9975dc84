/** The duty of institutions to notify the municipality. */
export const NOTIFICATION_DUTY = 'Lov om kommunal indsats for unge under 25 år (LBK 953/2024) § 12 c';
/** The basis for exchanging data on young people. */
export const DATA_BASIS = 'Lov om kommunal indsats for unge under 25 år (LBK 953/2024) § 15 d';
/** The duty of municipalities to contact the young person. */
export const CONTACT_DUTY = 'Vejledningsbekendtgørelsen (BEK 512/2025) § 29';
