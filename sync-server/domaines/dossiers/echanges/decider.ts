import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type Refusee, type Resultat, refuser } from '#shared/contrats/commun';
import type { Reception } from '#shared/contrats/dossiers/reception';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { lireNomFichier } from '#shared/formats/nom-fichier';
import type { Instant } from '#shared/temps/types';
import { changer, sansReponse } from '../../../store/ecrire';
import { ENTREES, tracer } from '../../audit';
import { prisDepuis } from '../importer/journal-imports';
import { lireReception } from './receptions';
import { dernierJourPris, type PortsReception, prendre, RANGS, ranger } from './recevoir';

const connusDe = async (dossier: string): Promise<string[]> =>
  (await readdir(dossier).catch(() => [])).filter((n) => lireNomFichier(n).sorte !== 'inconnu');

const estAVenir = (nom: string, instant: Instant): boolean => {
  const f = lireNomFichier(nom);
  return f.sorte === 'connu' && f.date !== undefined && f.date > dernierJourPris(instant);
};

/** Why none of these files may be taken any more. Where one of them may, all are read: the import itself refuses the others, for the same reasons. */
const refusDePrendre = async (
  m: PortsReception['magasin'],
  noms: readonly string[],
  attendDepuis: Instant,
): Promise<Refusee | undefined> => {
  if (noms.length === 0)
    return refuser(
      'FICHIER_DISPARU',
      'Le fichier n’est plus dans le dossier de réception : déposez-le à nouveau. Écartez cette attente.',
    );
  const venus = await Promise.all(noms.map((n) => prisDepuis(m, n, attendDepuis)));
  if (venus.includes(undefined)) return undefined;
  return refuser(
    'FICHIER_DEPASSE',
    `Pris depuis : ${[...new Set(venus)].join(', ')}. Le fichier qui attend remettrait ce qu’il disait avant. Écartez-le.`,
  );
};

/**
 * [formats] A file in which too many usagers vanish or move waits for a person: confirmed, it is taken as it is; set aside, it is
 * kept with the refused ones.
 */
export const deciderReception = async (
  p: PortsReception,
  c: { id: string; decision: 'CONFIRME' | 'ECARTE'; auteur: string },
): Promise<Resultat<Reception | undefined>> => {
  const attendue = await lireReception(p.magasin, c.id);
  if (!attendue?.attente)
    return refuser('RECEPTION_INCONNUE', 'Aucun fichier n’attend sous ce nom : rechargez la page.');
  const { attente } = attendue;
  if (attente.suite)
    return refuser(
      'RECEPTION_DECIDEE',
      `Ce fichier a déjà été ${attente.suite.decision === 'CONFIRME' ? 'confirmé' : 'écarté'} par ${attente.suite.auteur}.`,
    );
  const de = join(p.depot, RANGS.EN_ATTENTE, attente.dossier);
  const noms = await connusDe(de);
  let reception: Reception | undefined;
  if (c.decision === 'CONFIRME') {
    const refus = await refusDePrendre(p.magasin, noms, attendue.instant);
    if (refus) return refus;
    const dossier = `${attente.dossier}-confirme`;
    const travail = join(p.depot, '.en-cours', dossier);
    await mkdir(travail, { recursive: true, mode: 0o700 });
    for (const nom of noms) await rename(join(de, nom), join(travail, nom));
    const prise = await prendre(p, {
      travail,
      retour: de,
      dossier,
      auteur: c.auteur,
      origine: 'CONFIRMATION',
      confirmer: true,
      attendDepuis: attendue.instant,
      // Beside one that waits for another reason, nobody has looked at its date.
      dateConfirmee: noms.every((n) => estAVenir(n, p.horloge())),
    });
    // All of it was given back, and still waits.
    if (!prise.ok) return prise;
    reception = prise.valeur;
    // What stopped the import gave the others back: they still wait.
    if ((await connusDe(de)).length > 0) return { ok: true, valeur: reception };
  } else for (const nom of noms) await ranger(p, 'REFUSE', attente.dossier, de, nom);
  const suite = { decision: c.decision, auteur: c.auteur, instant: p.horloge() };
  sansReponse(
    await changer<Reception>(p.magasin, BASE_CENTRALE, attendue._id, (la) => ({
      ...la,
      attente: { ...attente, suite },
    })),
  );
  await tracer(p.magasin, {
    instant: suite.instant,
    auteur: c.auteur,
    ...ENTREES.IMPORT.ecrire.decide({ decision: c.decision, noms }),
  });
  return { ok: true, valeur: reception };
};
