import { z } from 'zod';
import { type Resultat, refuser } from '#shared/contrats/commun';
import { type AstreintesLues, demandeTourSchema } from '#shared/contrats/exploitation/astreinte';
import { demandeGardeSchema, type EtatGarde } from '#shared/contrats/exploitation/message-astreinte';
import { type App, type Contexte, sessionDe } from '../../socle/http/contexte';
import { limiterParAdresse } from '../../socle/http/limite';
import { ErreurHttp, exigerDroit, valeurDe } from '../../socle/http/reponses';
import { lireGarde, prendreGarde } from './accuser';
import { annoncerTrousProches } from './annoncer-trous';
import { ajouterTour, lireAstreintes, retirerTour } from './tours';

const ESSAIS_MAX = 60;

/** For who holds the link of a message: no account, no session, nothing left in the browser. */
export const routesGarde = (app: App, c: Contexte): void => {
  const limiter = limiterParAdresse(app, 'garde', ESSAIS_MAX);
  app.register(async (ouvert) => {
    ouvert.addHook('preHandler', limiter);
    const repondre =
      (faire: (p: Contexte, jeton: string) => Promise<Resultat<EtatGarde>>, objet: string) =>
      async ({ body }: { body: unknown }): Promise<EtatGarde> => {
        const lu = demandeGardeSchema.safeParse(body);
        if (!lu.success) throw new ErreurHttp('DEMANDE', 'Ce lien est incomplet : ouvrez-le en entier.');
        const r = await faire(c, lu.data.jeton);
        if (!r.ok) c.registre.noter({ genre: 'ASTREINTE_FAUSSE', objet });
        return valeurDe(r);
      };
    ouvert.post('/api/garde', { bodyLimit: 1_000 }, repondre(lireGarde, 'POST /api/garde'));
    ouvert.post('/api/garde/prise', { bodyLimit: 1_000 }, repondre(prendreGarde, 'POST /api/garde/prise'));
  });
};

const NOMS: Readonly<Record<string, string>> = {
  du: 'le premier jour',
  au: 'le dernier jour',
  jours: 'au moins un jour',
  debut: 'l’heure du début',
  fin: 'l’heure de la fin',
  rang: 'le rang, de 1 à 9',
  nom: 'le nom',
  mobile: 'le portable',
  courriel: 'un courriel de la forme nom@domaine',
  antenne: 'une antenne, ou toutes',
};

/** Whoever nothing can reach would be taken for someone on call. */
const SANS_COURRIEL = refuser(
  'COURRIEL',
  'L’envoi de SMS n’est pas réglé : donnez un courriel, sans lui elle ne serait prévenue de rien.',
);

/** For who keeps the list. `sms`: whether text messages can leave. */
export const routesAstreintes = (app: App, c: Contexte, sms: boolean): void => {
  app.get('/api/astreintes', async (req): Promise<AstreintesLues> => {
    exigerDroit(sessionDe(req), 'tenirAstreintes');
    return lireAstreintes(c, sms);
  });

  app.post('/api/astreintes', { bodyLimit: 4_000 }, async (req): Promise<AstreintesLues> => {
    const s = sessionDe(req);
    exigerDroit(s, 'tenirAstreintes');
    const lu = demandeTourSchema.safeParse(req.body);
    if (!lu.success) {
      const champ = String(lu.error.issues[0]?.path[0] ?? '');
      throw new ErreurHttp('DEMANDE', `Donnez ${NOMS[champ] ?? 'tout ce qui est demandé'}.`);
    }
    if (!sms && lu.data.courriel === undefined) return valeurDe(SANS_COURRIEL);
    valeurDe(await ajouterTour(c, lu.data, s.identifiant));
    return lireAstreintes(c, sms);
  });

  app.delete('/api/astreintes/:id', async (req): Promise<AstreintesLues> => {
    const s = sessionDe(req);
    exigerDroit(s, 'tenirAstreintes');
    const lu = z.object({ id: z.string().min(1).max(40) }).safeParse(req.params);
    if (!lu.success) throw new ErreurHttp('DEMANDE');
    valeurDe(await retirerTour(c, lu.data.id, s.identifiant));
    if (c.courrier) await annoncerTrousProches({ ...c, courrier: c.courrier });
    return lireAstreintes(c, sms);
  });
};
