import { z } from 'zod';
import { refuser } from '#shared/contrats/commun';
import { antennesDe } from '#shared/droits/droits';
import { moisSchema } from '#shared/temps/types';
import { type App, type Contexte, sessionDe } from '../../socle/http/contexte';
import { ErreurHttp, exigerDroit, valeurDe } from '../../socle/http/reponses';
import { tracer } from '../audit';
import { aDesHeures } from './releves/sujets';
import { trouverReleves } from './releves/trouver';

const demandeSchema = z.object({ id: z.string().min(1).max(60), mois: moisSchema });

const SANS_ARCHIVE = refuser(
  'RELEVE_INCONNU',
  'Aucun relevé n’est encore archivé sur ce serveur. Un mois l’est dans la nuit qui suit sa clôture ; plus tôt, l’assistance lance « telegestion archiver ».',
);

/** [RE] The sealed statement of a usager and month, to the antennas of the session and no other; each opening is audited. */
export const routeReleves = (app: App, c: Contexte, dossier: string | undefined): void => {
  app.get<{ Params: Record<string, string> }>('/api/usagers/:id/releves/:mois', async (req, reply) => {
    const s = sessionDe(req);
    exigerDroit(s, 'lireAntenne');
    const lu = demandeSchema.safeParse(req.params);
    if (!lu.success) throw new ErreurHttp('DEMANDE', 'Donnez un usager, et un mois sous la forme AAAA-MM.');
    const { id, mois } = lu.data;
    const demande = { usagerId: id, mois, antennes: antennesDe(s) };
    const releves = valeurDe(dossier === undefined ? SANS_ARCHIVE : await trouverReleves(dossier, demande));
    const objet = `relevé usager:${id} ${mois}`;
    await tracer(c.magasin, { instant: c.horloge(), auteur: s.identifiant, action: 'CONSULTATION', objet });
    // Two where the usager changed antenna within the month, for who reads both: the latter's comes last. One where the antenna that they
    // left only rectifies what it had closed is not the month's.
    const releve = releves.findLast((r) => aDesHeures(JSON.parse(r.donnees))) ?? releves.at(-1);
    if (!releve) throw new ErreurHttp('INTERNE');
    const nom = `RELEVE_${id.replace(/[^\w-]/g, '_')}_${mois.replace('-', '')}_${releve.antenne}.pdf`;
    return reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="${nom}"`)
      .send(Buffer.from(releve.pdf));
  });
};
