/** What is deployed, by its source; the parts' code runs as the contract's own. */
export const deployed = [
  'Consensus',
  'ModelRegistry',
  'Beacon',
  'parts/PlacesPart',
  'parts/LateVotesPart',
  'parts/AppealsPart',
  'parts/OrdersPart',
  'parts/LensPart',
]
