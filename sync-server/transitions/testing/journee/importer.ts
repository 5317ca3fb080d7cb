import type { Visite } from '#shared/contrats/dossiers/dossiers';
import { refusRetard } from '../../../store/grappe/grappe';
import { lirePlage, plageDuType } from '../../../store/lire';
import { ecrireEnUneFois, rejouerLots } from '../../../store/lots';
import { avecVerrou } from '../../../store/verrou';
import { rattraper } from '../../rattraper';
import { decaler, type Geste, quelques } from './gestes';
import { BASE, coupee, type Journee } from './journee';

/** The process that imports ends here, and leaves what it has begun. */
const MORT = new Error('mort au milieu de l’import');
const ETAPES = ['prepare', 'valide', 'applique'] as const;

const prendre = async (j: Journee): Promise<void> => {
  const m = j.ailleurs;
  if (await refusRetard(m, '')) return;
  await rejouerLots(m);
  const connues = new Map((await lirePlage<Visite>(m, BASE, plageDuType('visite'))).map((v) => [v._id, v]));
  const ecritures = quelques(j, j.prevues, 12).flatMap((v) => {
    const la = connues.get(v._id);
    if (!la) return [{ base: BASE, doc: v }];
    if (j.alea.chance(0.7)) return [];
    return [{ base: BASE, doc: { ...la, versions: la.versions.map((x) => ({ ...x, fin: decaler(x.fin, 5) })) } }];
  });
  if (await refusRetard(m, '')) return;
  const lot = j.numero();
  const fin = j.alea.chance(0.2) ? j.alea.choix(ETAPES) : undefined;
  await ecrireEnUneFois(m, { _id: `essai-import:${lot}`, lot }, ecritures, (etape) => {
    if (etape === fin) throw MORT;
  });
};

/** As the product's: one at a time, on what no copy lags of, one batch that the inventory follows; now and then it dies in the middle. */
export const IMPORTER: Geste = {
  nom: 'importer pour de bon',
  poids: 6,
  faire: async (j) => {
    await avecVerrou(j.ailleurs, j.horloge, () => prendre(j), { avertir: () => undefined }).catch((e: unknown) => {
      if (e !== MORT) coupee(e);
    });
    if (j.alea.chance(0.5)) await rattraper(j.ailleurs, j.horloge).catch(() => undefined);
  },
};
