/** How often each thing happens, per visit unless said otherwise; seen on the months that the service handed over. */
export const FREQUENCES = {
  aideEnSemaine: 0.69,
  aideLeWeekEnd: 0.22,
  arriveeOubliee: 0.036,
  departOublie: 0.056,
  toutOublie: 0.024,
  /** Per punch. */
  doublon: 0.015,
  numeroMasque: 0.02,
  autreNumero: 0.015,
  usagerInconnu: 0.002,
  remplacement: 0.02,
  horsPlanning: 0.008,
  minutesComplementaires: 0.016,
  suppression: 0.009,
  /** Per deletion. */
  retablissement: 0.3,
  horaireDemande: 0.009,
  /** Per incomplete visit. */
  oubliCorrige: 0.85,
  correctionRefusee: 0.002,
  /** Per usager. */
  couple: 0.02,
  secondNumero: 0.25,
  sansNumero: 0.01,
  secondePriseEnCharge: 0.2,
  changementDeFinanceur: 0.02,
  cumulInterdit: 0.01,
  finDePriseEnCharge: 0.05,
  changementDAntenne: 0.003,
} as const;
