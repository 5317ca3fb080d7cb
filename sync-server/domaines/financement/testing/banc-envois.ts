import { join } from 'node:path';
import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { TABLE_PAR_DEFAUT, type TableDases } from '#shared/domain/dases/table';
import { ajouterMois } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import { depotDossier } from '../../../adapters/sftp/dossier';
import { ouvrirReserve } from '../../../adapters/sftp/reserve';
import { ecrireTout } from '../../../store/ecrire';
import { lireCloture } from '../../../store/lectures/clos';
import { rattraper } from '../../../transitions/rattraper';
import { cloturer } from '../../cloture/clore/cloturer';
import { type Banc, fichier, INTERVENANTS, ouvrirBanc } from '../../dossiers/testing/banc-import';
import type { PortsEnvois } from '../envois/ports';

// For tests: a small October whose visits are paid in every way that the limits of the DASES tell apart.

export const MOIS = '2026-10' as Mois;
export const APRES = '2026-11-05T08:00:00Z' as Instant;

const FINANCEURS = fichier('FINANCEURS', [
  'APA75;Paris APA & autonomie;APA;01/01/2024;0;N;1;PROCHE;26,30',
  'ASLPA75;Paris ASL;ASL_PA;01/01/2024;0;N;1;PROCHE;26,30',
  'PCH75;Paris PCH;PCH;01/01/2024;0;N;1;PROCHE;26,30',
  'CNAV;CNAV;CAISSE_RETRAITE;01/01/2024;0;N;1;PROCHE;26,30',
  'PROPRE;Tarif propre;TARIF_PROPRE;01/01/2024;0;N;1;PROCHE;29,10',
]);

type Plan = { pec: string; financeur: string; salsa: 'O' | 'N'; heures?: string; priorite?: number };
const usager = (id: string, antenne: string, plans: readonly Plan[]): string[] =>
  plans.map(
    (p) =>
      `${id};MME;LEBRUN;Anne;177 rue Royer;75013;Paris;24/01/1933;;;${antenne};${p.pec};${p.financeur};${p.priorite ?? 1};01/06/2025;;${p.heures ?? ''};AD;${p.salsa}`,
  );

export const USAGERS = fichier('USAGERS', [
  ...usager('M1', 'SUD', [{ pec: 'P1', financeur: 'APA75', salsa: 'O' }]),
  ...usager('M2', 'SUD', [{ pec: 'P2', financeur: 'APA75', salsa: 'N' }]),
  ...usager('M3', 'EST', [{ pec: 'P3', financeur: 'CNAV', salsa: 'O' }]),
  // Half an hour of PCH, the rest by ASL, both open; then CNAV.
  ...usager('M4', 'EST', [
    { pec: 'P4A', financeur: 'PCH75', salsa: 'O', heures: '0,5' },
    { pec: 'P4B', financeur: 'ASLPA75', salsa: 'O', heures: '1', priorite: 2 },
    { pec: 'P4C', financeur: 'CNAV', salsa: 'O', priorite: 3 },
  ]),
]);
const PLANNING = fichier('PLANNING', [
  'V1;M1;I1;05/10/2026 08:30;05/10/2026 09:30;AD',
  'V2;M2;I1;05/10/2026 10:00;05/10/2026 11:00;AD',
  'V3;M3;I2;05/10/2026 08:30;05/10/2026 09:30;AD',
  'V4;M4;I2;05/10/2026 10:00;05/10/2026 11:00;AD',
  'V5;M4;I2;06/10/2026 10:00;06/10/2026 11:00;AD',
]);
const POINTAGES = fichier('POINTAGES', [
  'A1;05/10/2026 08:31:12;A;I1;M1;+33199004964',
  'D1;05/10/2026 09:30:40;D;I1;M1;+33199004964',
  'A2;05/10/2026 10:00:00;A;I1;M2;',
  'D2;05/10/2026 11:00:00;D;I1;M2;',
  'A3;05/10/2026 08:30:00;A;I2;M3;',
  'D3;05/10/2026 09:30:00;D;I2;M3;',
  'A4;05/10/2026 10:00:00;A;I2;M4;',
  'D4;05/10/2026 11:00:00;D;I2;M4;',
  'A5;06/10/2026 10:00:00;A;I2;M4;',
  // A raw arrival that no visit retains.
  'A6;07/10/2026 10:00:00;A;I1;M1;',
]);
const CORRECTIONS = fichier('CORRECTIONS', [
  // The hour of 25 October that is given twice, created without a punch.
  'C1;26/10/2026 10:00:00;anne;CREATION;;;M1;I1;AD;25/10/2026 02:30;25/10/2026 03:30;;OUBLI_TOTAL;;',
]);

export type BancEnvois = Banc & {
  ports: PortsEnvois;
  /** Where the DASES takes its files. */
  depot: string;
  clore: () => Promise<void>;
  /** [CL-6] Each antenna says yes to its pro forma; the last one, what is given. */
  valider: (derniere?: 'VALIDE' | 'REFUSE', mois?: Mois) => Promise<void>;
};

export const TABLE_REGLEE: TableDases = {
  ...TABLE_PAR_DEFAUT,
  esppadom: {
    ...TABLE_PAR_DEFAUT.esppadom,
    structure: { ...TABLE_PAR_DEFAUT.esppadom.structure, id: 'S1', siret: '12345678901234' },
  },
};

/** Closes a month in those antennas, at that instant; gives the sentence of the refusal, empty where it is closed. */
export const cloreMois = async (
  { magasin }: Banc,
  mois: Mois,
  le: string,
  antennes: readonly Antenne[] = codesAntennes(),
): Promise<string> => {
  const horloge = () => le as Instant;
  const clos = await cloturer(
    { magasin, horloge, rattraper: () => rattraper(magasin, horloge) },
    { mois, antennes, motif: 'essai', auteur: 'CLI:essai' },
  );
  return clos.ok ? '' : clos.refus.message;
};

export const ouvrirBancEnvois = async (
  o: { table?: TableDases; horloge?: () => Instant } = {},
): Promise<BancEnvois> => {
  const b = await ouvrirBanc();
  const horloge = o.horloge ?? (() => APRES);
  await b.importer(
    {
      'FINANCEURS.csv': FINANCEURS,
      'INTERVENANTS_20261001.csv': INTERVENANTS,
      'USAGERS_20261001.csv': USAGERS,
      'PLANNING_202610.csv': PLANNING,
      'POINTAGES_202610.csv': POINTAGES,
      'CORRECTIONS_202610.csv': CORRECTIONS,
    },
    { a: '2026-11-01T08:00:00Z' },
  );
  const depot = await b.dossier();
  const ports: PortsEnvois = {
    magasin: b.magasin,
    horloge,
    reserve: ouvrirReserve(join(b.dataDir, 'envois')),
    table: o.table ?? TABLE_REGLEE,
    depots: { DASES: depotDossier(depot) },
  };
  let n = 0;
  return {
    ...b,
    ports,
    depot,
    clore: async () => {
      const refus = await cloreMois(b, MOIS, APRES);
      if (refus !== '') throw new Error(refus);
    },
    valider: async (derniere = 'VALIDE', mois = MOIS) => {
      const jour = `${ajouterMois(mois, 1)}-05`;
      for (const [i, antenne] of codesAntennes().entries()) {
        const cloture = await lireCloture(b.magasin, antenne, mois);
        n += 1;
        const decision = i === codesAntennes().length - 1 ? derniere : 'VALIDE';
        const id = `P${n}`;
        await ecrireTout(b.magasin, baseAntenne(antenne), [
          {
            _id: `proforma:${jour}:${id}`,
            id,
            type: 'proforma',
            date: jour,
            antenne,
            auteur: 'chef',
            instant: `${jour}T09:00:${String(n).padStart(2, '0')}Z`,
            poste: 'PC',
            mois,
            decision,
            ...(decision === 'REFUSE' ? { motif: 'Une heure de trop' } : {}),
            empreinte: cloture?.empreinte,
          },
        ]);
      }
    },
  };
};
