import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import { BASE_CENTRALE, baseAntenne, idIntervenant } from '#shared/contrats/ids';
import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { usager } from '#shared/testing/constructeurs';
import { construirePointer } from '../../scripts/construction/build-app-pointer';
import { ecrireParametre } from '../../sync-server/domaines/exploitation/parametres/parametres';
import { secretDe } from '../../sync-server/domaines/pointer/testing/sceller';
import {
  type Banc,
  type Client,
  corpsDe,
  creerCompteDEssai,
  ouvrirBanc,
  ouvrirMagasinDEssai,
} from '../../sync-server/http/testing/banc';
import { horlogeSysteme } from '../../sync-server/ports/horloge';
import { ecrireTout } from '../../sync-server/store/ecrire';
import { lirePlage, plageDuType } from '../../sync-server/store/lire';

const ANTENNE = 'EST';
const RACINE = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** No two names alike, and none that a random text could hold: an answer that has one of them has said it. */
export const NOMS = ['Zwyxelle', 'Ubaldine'];

/** Distinct, and all of five digits. */
export const codeAide = (n: number): string => String(10_000 + n);

const aide = (n: number): Intervenant => ({
  _id: idIntervenant(`I${n}`),
  type: 'intervenant',
  id: `I${n}`,
  civilite: 'MME',
  nom: 'Zwyxelle',
  prenom: 'Ubaldine',
  antenne: ANTENNE,
  codeSvi: codeAide(n),
  dateDebut: '2020-01-01' as DateCivile,
  vuLe: horlogeSysteme(),
});

export type Monde = {
  banc: Banc;
  gestionnaire: Client;
  /** A new sheet, or a new link: the secret. */
  donner: (genre: 'usager' | 'intervenant', id: string) => Promise<string>;
  lire: <T extends Pointage | Appel>(type: T['type']) => Promise<T[]>;
  fermer: () => Promise<void>;
};

/** The server on the embedded store, with the page as it is built; an antenna that has chosen it, its homes and its aides. */
export const ouvrirMonde = async ({ usagers, aides }: { usagers: number; aides: number }): Promise<Monde> => {
  const dossierCoquille = await mkdtemp(join(tmpdir(), 'tg-pointer-'));
  const poids = await construirePointer(RACINE, dossierCoquille);
  console.log(`page : ${poids.brut.toFixed(1)} Ko de scripts, ${poids.gzip.toFixed(1)} gzip`);
  const essai = await ouvrirMagasinDEssai();
  const banc = await ouvrirBanc({ magasin: essai.magasin, dossierCoquille });
  const { magasin } = banc;
  await ecrireTout(magasin, baseAntenne(ANTENNE), [
    ...Array.from({ length: usagers }, (_, n) => usager(`U${n}`, { nom: 'Zwyxelle', codeUsager: String(200_000 + n) })),
    ...Array.from({ length: aides }, (_, n) => aide(n)),
  ]);
  await creerCompteDEssai(magasin, 'marie', 'GESTIONNAIRE', [ANTENNE]);
  const pose = await ecrireParametre(magasin, horlogeSysteme, {
    auteur: 'essai',
    cle: 'pointerSansTelephone',
    depuis: dateParis(horlogeSysteme()),
    valeur: JSON.stringify([ANTENNE]),
  });
  if (!pose.ok) throw new Error(pose.refus.message);
  const gestionnaire = await banc.connecter('marie');
  const bases = [0, -1].map((n) => `tg-pointages-${Number(horlogeSysteme().slice(0, 4)) + n}`);
  return {
    banc,
    gestionnaire,
    donner: async (genre, id) => {
      const r = await gestionnaire.appeler('POST', `/api/liens-pointer/${genre}/${id}`, { corps: {} });
      const corps = await corpsDe(r);
      if (!r.ok) throw new Error(JSON.stringify(corps));
      return secretDe(String(corps.adresse));
    },
    lire: async <T extends Pointage | Appel>(type: T['type']) => {
      const lus: T[] = [];
      for (const base of bases)
        lus.push(...((await lirePlage<T>(magasin, base, plageDuType(type)).catch(() => [])) as T[]));
      return lus;
    },
    fermer: async () => {
      await banc.fermer();
      await essai.fermer();
      await rm(dossierCoquille, { recursive: true, force: true });
    },
  };
};

/** How many documents the service keeps, all kinds together: what an attempt leaves behind. */
export const compterTraces = async (m: Monde): Promise<number> =>
  (await m.lire('pointage')).length +
  (await m.lire('appel')).length +
  (await lirePlage(m.banc.magasin, BASE_CENTRALE, plageDuType('passage-pointer'))).length;
