import { z } from 'zod';
import { JOURS_LECTURE_MAX, type VisitePrecedente } from '#shared/contrats/dossiers/visite-precedente';
import { antennesDe } from '#shared/droits/droits';
import { ajouterJours } from '#shared/temps/paris';
import { dateCivileSchema } from '#shared/temps/types';
import { type App, type Contexte, sessionDe } from '../../../socle/http/contexte';
import { ErreurHttp, exigerDroit } from '../../../socle/http/reponses';
import { ENTREES, tracer } from '../../audit';
import { lireVisitesPrecedentes } from './visites-precedentes';

const periodeSchema = z.object({ de: dateCivileSchema, a: dateCivileSchema });

// The same words whether the usager exists elsewhere or not at all: the answer tells nothing of other antennas.
const USAGER_AUTRE =
  'Cet usager n’est pas, et n’a pas été, de l’une de vos antennes. Vérifiez son identifiant, ou demandez ce droit à un administrateur.';

const lirePeriode = (query: unknown): z.infer<typeof periodeSchema> => {
  const lue = periodeSchema.safeParse(query);
  if (!lue.success)
    throw new ErreurHttp('DEMANDE', 'Donnez deux dates du calendrier, « de » et « a », sous la forme AAAA-MM-JJ.');
  const { de, a } = lue.data;
  if (a < de) throw new ErreurHttp('DEMANDE', 'La date de fin précède celle de début : inversez-les.');
  if (a >= ajouterJours(de, JOURS_LECTURE_MAX))
    throw new ErreurHttp('DEMANDE', `Demandez au plus ${JOURS_LECTURE_MAX} jours à la fois.`);
  return lue.data;
};

/** [CL-1] What the new antenna of a usager reads of the former one. */
export const routeVisitesPrecedentes = (app: App, c: Contexte): void => {
  app.get<{ Params: { id: string } }>('/api/usagers/:id/visites', async (req): Promise<VisitePrecedente[]> => {
    const session = sessionDe(req);
    exigerDroit(session, 'lireAntenne');
    const demande = { usagerId: req.params.id, antennes: antennesDe(session), ...lirePeriode(req.query) };
    const visites = await lireVisitesPrecedentes(c.magasin, c.horloge, demande);
    if (!visites) throw new ErreurHttp('ANTENNE', USAGER_AUTRE);
    await tracer(c.magasin, {
      instant: c.horloge(),
      auteur: session.identifiant,
      ...ENTREES.CONSULTATION.ecrire.visitesPrecedentes(demande),
    });
    return visites;
  });
};
