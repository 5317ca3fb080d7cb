import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importer } from '../../../domaines/dossiers/importer/importer';
import { FINANCEURS, fichier, INTERVENANTS, ligneUsager } from '../../../domaines/dossiers/testing/banc-import';
import { horlogeSysteme } from '../../../ports/horloge';
import type { MagasinSuivi } from '../../../ports/suivi';
import { rattraper } from '../../../transitions/rattraper';

// For the tests of the partition: what belongs to CENTRE, and rows of it that a real import has something to say of.

export const SECRET = 'SECRET-DU-CENTRE';
const NAISSANCES = ['19/03/1931', '28/02/1929'];
export const TELEPHONE = '01 99 00 77';
/** What is of a person of CENTRE, wherever it stands in an answer. */
const SECRETS = [SECRET, ...NAISSANCES, '1931-03-19', '1929-02-28', TELEPHONE, '+3319900777'];
export const vusDans = (texte: string): string[] => SECRETS.filter((s) => texte.includes(s));

/** Rows of CENTRE of which an import has something to say: each holds a secret where it is at fault. */
export const importerDuCentre = async (magasin: MagasinSuivi): Promise<void> => {
  const ligne = (
    id: string,
    o: { pec?: string; nom?: string; telephones?: string; ne?: string; adresse?: string } = {},
  ) =>
    ligneUsager(id, { nom: SECRET, antenne: 'CENTRE', ...o })
      .replace('24/01/1933', o.ne ?? NAISSANCES[0] ?? '')
      .replace('177 rue Royer', o.adresse ?? SECRET);
  const usagers = [
    ligne('UC1', { nom: `${SECRET} A`, pec: 'A1' }),
    ligne('UC1', { nom: `${SECRET} B`, pec: 'A2' }),
    ligne('UC2', { adresse: `${SECRET} A`, pec: 'B1' }),
    ligne('UC2', { adresse: `${SECRET} B`, pec: 'B2' }),
    ligne('UC3', { pec: 'C1' }),
    ligne('UC3', { ne: NAISSANCES[1] ?? '', pec: 'C2' }),
    ligne('UC4', { telephones: `${TELEPHONE} 77 77 77` }),
    ligne('UC5', { telephones: `${SECRET}|${SECRET}` }),
    ligne(SECRET, { pec: 'D1' }),
    ligne('UC6', { pec: 'D1' }),
    ligne('UC7', { pec: SECRET }),
    ligne(`${SECRET}-2`, { pec: SECRET }),
    ligne('UC8', { ne: SECRET }),
    ligne('UC9', { ne: '19/03/1931 ' }),
  ];
  const dossier = await mkdtemp(join(tmpdir(), 'tg-cloison-'));
  const fichiers = {
    'FINANCEURS.csv': FINANCEURS,
    'INTERVENANTS_20261001.csv': INTERVENANTS,
    'USAGERS_20261001.csv': fichier('USAGERS', usagers),
  };
  for (const [nom, texte] of Object.entries(fichiers)) await writeFile(join(dossier, nom), texte);
  await importer(
    {
      magasin,
      horloge: horlogeSysteme,
      hasard: () => 7,
      auteur: 'essai',
      rattraper: () => rattraper(magasin, horlogeSysteme),
    },
    { dossier },
  );
  await rm(dossier, { recursive: true });
};
