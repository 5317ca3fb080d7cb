import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Session } from '#shared/contrats/acces/compte';
import { type Antenne, antenneSchema, type Refus, type Resultat, refuser } from '#shared/contrats/commun';
import type { RelevesLus } from '#shared/contrats/dossiers/releves';
import { idUsager } from '#shared/contrats/ids';
import { antennesDe } from '#shared/droits/droits';
import { moisEnMots } from '#shared/mots/dates';
import { nomComplet } from '#shared/mots/textes';
import { dateParis, dernierJour, premierJour } from '#shared/temps/paris';
import { type Mois, moisSchema } from '#shared/temps/types';
import { type App, type Contexte, sessionDe } from '../../socle/http/contexte';
import { ErreurHttp, exigerDroit, valeurDe } from '../../socle/http/reponses';
import { clesType } from '../../store/types';
import { ENTREES, tracer } from '../audit';
import { lirePrecedentes } from '../dossiers';
import { aDesHeures } from './releves/sujets';
import { type ReleveTrouve, trouverReleves } from './releves/trouver';

const demandeSchema = z.object({ id: z.string().min(1).max(60), mois: moisSchema, antenne: antenneSchema.optional() });

const LENDEMAIN_DE_CLOTURE =
  'Un mois est archivé dans la nuit qui suit sa clôture : ses relevés se lisent ici le lendemain.';
const SANS_ARCHIVE = refuser(
  'RELEVE_INCONNU',
  `Aucun relevé n’est encore archivé sur ce serveur. ${LENDEMAIN_DE_CLOTURE}`,
);

/** By name to whom reads that usager; to any other, the same words whether there is such a usager or none. */
const nommer = async (c: Contexte, s: Session, usagerId: string): Promise<string> => {
  for (const antenne of antennesDe(s)) {
    const [usager] = await clesType(c.magasin, 'usager', [idUsager(usagerId)], { antenne });
    if (usager) return nomComplet(usager);
  }
  return 'cet usager';
};

/** What a manager can do of it, where the refusal of the archive speaks to who runs its commands. */
const direAuLecteur = async (
  c: Contexte,
  s: Session,
  id: string,
  mois: Mois,
  { code, message }: Refus,
): Promise<Resultat<never>> => {
  // It names nobody.
  if (code === 'RELEVES_ELIMINES') return refuser(code, message);
  return code === 'RELEVE_INCONNU'
    ? refuser(
        code,
        `Aucun relevé archivé de ${await nommer(c, s, id)} pour ${moisEnMots(mois)} : il n’y a eu ni visite ni rectification, ou le mois n’est pas encore archivé. ${LENDEMAIN_DE_CLOTURE}`,
      )
    : refuser(
        code,
        `Le relevé de ${moisEnMots(mois)} n’est plus celui qui a été scellé : il n’est pas montré. Prévenez l’assistance.`,
      );
};

/**
 * [CL-1] Whose statements of that month the session reads: those of its antennas, and of the antennas that the usager had before, of
 * which it had some days.
 */
const antennesLisibles = async (c: Contexte, s: Session, usagerId: string, mois: Mois): Promise<readonly Antenne[]> => {
  const antennes = antennesDe(s);
  const precedentes = (await lirePrecedentes(c.magasin, dateParis(c.horloge()), { usagerId, antennes })) ?? [];
  const duMois = precedentes.filter((p) => p.de <= dernierJour(mois) && p.a >= premierJour(mois));
  return [...new Set([...antennes, ...duMois.map((p) => p.antenne)])];
};

/** [RE] The sealed statements of a usager and month, to the antennas that read them and no other; each opening is audited. */
export const routeReleves = (app: App, c: Contexte, dossier: string | undefined): void => {
  const trouver = async (
    req: FastifyRequest,
  ): Promise<{ s: Session; id: string; mois: Mois; releves: ReleveTrouve[] }> => {
    const s = sessionDe(req);
    exigerDroit(s, 'lireAntenne');
    const lu = demandeSchema.safeParse({ ...(req.query as object), ...(req.params as object) });
    if (!lu.success) throw new ErreurHttp('DEMANDE', 'Donnez un usager, et un mois sous la forme AAAA-MM.');
    const { id, mois, antenne } = lu.data;
    const lisibles = await antennesLisibles(c, s, id, mois);
    const antennes = lisibles.filter((a) => antenne === undefined || a === antenne);
    const trouves =
      dossier === undefined ? SANS_ARCHIVE : await trouverReleves(dossier, { usagerId: id, mois, antennes });
    const dits = trouves.ok || dossier === undefined ? trouves : await direAuLecteur(c, s, id, mois, trouves.refus);
    return { s, id, mois, releves: valeurDe(dits) };
  };

  app.get('/api/usagers/:id/releves/:mois/liste', async (req): Promise<RelevesLus> => {
    const { releves } = await trouver(req);
    return releves.map(({ antenne }) => ({ antenne }));
  });

  app.get('/api/usagers/:id/releves/:mois', async (req, reply) => {
    const { s, id, mois, releves } = await trouver(req);
    // Of two, and none is named: the latter's. One where the antenna that they left only rectifies what it had closed is not the month's.
    const releve = releves.findLast((r) => aDesHeures(JSON.parse(r.donnees))) ?? releves.at(-1);
    if (!releve) throw new ErreurHttp('INTERNE');
    const lu = ENTREES.CONSULTATION.ecrire.releve({ usagerId: id, mois, antenne: releve.antenne });
    await tracer(c.magasin, { instant: c.horloge(), auteur: s.identifiant, ...lu });
    const nom = `RELEVE_${id.replace(/[^\w-]/g, '_')}_${mois.replace('-', '')}_${releve.antenne}.pdf`;
    return reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="${nom}"`)
      .send(Buffer.from(releve.pdf));
  });
};
