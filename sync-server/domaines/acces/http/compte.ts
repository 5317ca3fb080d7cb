import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { digestSchema, type MonCompte, type SecondFacteurPropose } from '#shared/contrats/acces/administration';
import type { Session, SessionStockee } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import { BASE_CENTRALE, idCompte } from '#shared/contrats/ids';
import { antennesDe } from '#shared/droits/droits';
import { type App, type Contexte, jetonDe, sessionDe } from '../../../socle/http/contexte';
import { ErreurHttp, exigerDroit, valeurDe } from '../../../socle/http/reponses';
import { apresChangement, changer, sansReponse } from '../../../store/ecrire';
import { lireType, plageType } from '../../../store/types';
import { type Ecrite, ENTREES, tracer } from '../../audit';
import { abonnerDigest, digestDe } from '../abonner-digest';
import { changerMotDePasse, montrer } from '../comptes';
import { parametresDuJour } from '../connaitre';
import { lireAcces } from '../etat';
import { jugerMotDePasse } from '../mot-de-passe';
import { confirmerSecondFacteur, proposerSecondFacteur, retirerSecondFacteur } from '../second-facteur';
import { nommerAppareil, poserCookie, refuserConnexion } from './connexion';

const motDePasseSchema = z.object({ motDePasse: z.string().min(1).max(200) });
const changementSchema = z.object({ actuel: z.string().min(1).max(200), nouveau: z.string().min(1).max(200) });
const retraitSchema = motDePasseSchema.extend({ code: z.string().trim().min(1).max(40).optional() });
const codeSchema = z.object({ code: z.string().trim().min(1).max(40) });

/** Enough of the document's name to point at it; the hash of the token says nothing of the token. */
const idMontre = (s: Pick<SessionStockee, '_id'>): string => s._id.slice('session:'.length, 'session:'.length + 16);

const sessionsDe = async (c: Contexte, identifiant: string) => {
  const maintenant = c.horloge();
  const toutes = await plageType(c.magasin, 'session', {});
  return toutes.filter((s) => s.identifiant === identifiant && s.expireLe > maintenant && s.fermeeLe === undefined);
};

const facteur = ENTREES.SECOND_FACTEUR.ecrire;

/** What everyone does to her own account, and to no other. */
export const routesCompte = (app: App, c: Contexte): void => {
  const noter = (s: Session, fait: Ecrite<'SESSION' | 'SECOND_FACTEUR'>): Promise<void> =>
    tracer(c.magasin, { instant: c.horloge(), auteur: s.identifiant, ...fait });

  const demandeurDe = (req: FastifyRequest) => ({
    identifiant: sessionDe(req).identifiant,
    session: c.sessions.idDe(jetonDe(c, req) ?? ''),
  });

  /** Whether it was there. */
  const fermer = async (id: string): Promise<boolean> => {
    const fermeeLe = c.horloge();
    const r = await changer<SessionStockee>(c.magasin, BASE_CENTRALE, id, (x) => ({ ...x, fermeeLe }));
    c.sessions.oublier(id);
    return apresChangement(r) !== undefined;
  };

  app.get('/api/compte', async (req): Promise<MonCompte> => {
    const s = sessionDe(req);
    const ici = c.sessions.idDe(jetonDe(c, req) ?? '');
    const [compte, acces, sessions, { rolesSecondFacteur }] = await Promise.all([
      lireType(c.magasin, 'compte', idCompte(s.identifiant), {}),
      lireAcces(c.magasin, s.identifiant),
      sessionsDe(c, s.identifiant),
      parametresDuJour(c.magasin, c.horloge()),
    ]);
    if (!compte) throw new ErreurHttp('SESSION');
    return {
      compte: montrer(compte),
      sessions: sessions
        .map((x) => ({
          id: idMontre(x),
          ici: x._id === ici,
          appareil: x.appareil ?? 'Appareil inconnu',
          ...(x.antenne === undefined ? {} : { antenne: x.antenne }),
          ouverteLe: x.creeLe,
          vuLe: x.vuLe ?? x.creeLe,
        }))
        .sort((a, b) => Number(b.ici) - Number(a.ici) || (a.vuLe < b.vuLe ? 1 : -1)),
      secondFacteur: {
        actif: acces.totp !== undefined,
        demande: rolesSecondFacteur.includes(s.role),
        codesRestants: acces.secours.length,
      },
      ...(antennesDe(s).length === 0 ? {} : { digest: { possibles: [...antennesDe(s)], choisies: digestDe(compte) } }),
    };
  });

  app.post('/api/compte/digest', { bodyLimit: 1_000 }, async (req): Promise<{ antennes: Antenne[] }> => {
    const s = sessionDe(req);
    exigerDroit(s, 'lireAntenne');
    const lu = digestSchema.safeParse(req.body);
    if (!lu.success) throw new ErreurHttp('DEMANDE', 'Donnez la liste des antennes dont vous voulez le courriel.');
    const acte = { auteur: s.identifiant, horloge: c.horloge };
    return { antennes: valeurDe(await abonnerDigest(c.magasin, acte, lu.data.antennes)) };
  });

  app.post('/api/compte/mot-de-passe', { bodyLimit: 4_000 }, async (req, reply): Promise<Session> => {
    const s = sessionDe(req);
    const lu = changementSchema.safeParse(req.body);
    if (!lu.success) throw new ErreurHttp('DEMANDE', 'Donnez votre mot de passe actuel, et le nouveau.');
    const juge = await c.sessions.verifier(s.identifiant, lu.data.actuel, jetonDe(c, req));
    if (juge === 'IDENTIFIANTS')
      throw new ErreurHttp({
        code: 'ACTUEL',
        message: 'Ce n’est pas votre mot de passe actuel. Vérifiez les majuscules.',
      });
    if (juge !== 'JUSTE') throw await refuserConnexion(c, reply, s.identifiant, juge);
    if (lu.data.nouveau === lu.data.actuel)
      throw new ErreurHttp({
        code: 'MOT_DE_PASSE',
        message: 'C’est déjà votre mot de passe : choisissez-en un autre.',
      });
    valeurDe(await jugerMotDePasse(lu.data.nouveau, s));
    const acte = { auteur: s.identifiant, horloge: c.horloge };
    valeurDe(await changerMotDePasse(c.magasin, acte, s.identifiant, lu.data.nouveau));
    // The sessions of the former password are over, this one too: it goes on under another token.
    const ouverte = await c.sessions.renouveler(s.identifiant, nommerAppareil(req.headers['user-agent']));
    if (!ouverte) throw new ErreurHttp('SESSION');
    await poserCookie(c, reply, ouverte);
    return ouverte.session;
  });

  app.delete<{ Params: { id: string } }>('/api/compte/sessions/:id', async (req, reply) => {
    const s = sessionDe(req);
    const visee = (await sessionsDe(c, s.identifiant)).find((x) => idMontre(x) === req.params.id);
    if (!visee) throw new ErreurHttp('INTROUVABLE', 'Cette session est déjà terminée.');
    if (!(await fermer(visee._id))) throw new ErreurHttp('INTROUVABLE', 'Cette session est déjà terminée.');
    await noter(s, ENTREES.SESSION.ecrire.fermee({ id: idMontre(visee) }));
    return reply.code(204).send();
  });

  app.post('/api/compte/second-facteur', async (req): Promise<SecondFacteurPropose> => {
    const s = sessionDe(req);
    if ((await lireAcces(c.magasin, s.identifiant)).totp)
      throw new ErreurHttp({ code: 'CODE', message: 'Un second facteur est déjà actif : retirez-le d’abord.' });
    const { neuf, ...propose } = await proposerSecondFacteur(c.magasin, demandeurDe(req), c.horloge());
    if (neuf) await noter(s, facteur.propose());
    return propose;
  });

  app.post('/api/compte/second-facteur/confirmer', { bodyLimit: 1_000 }, async (req): Promise<{ codes: string[] }> => {
    const s = sessionDe(req);
    const lu = codeSchema.safeParse(req.body);
    if (!lu.success) throw new ErreurHttp({ code: 'CODE', message: 'Donnez le code à 6 chiffres de l’application.' });
    const demandeur = demandeurDe(req);
    const { repris, codes } = valeurDe(await confirmerSecondFacteur(c.magasin, demandeur, lu.data.code, c.horloge()));
    const id = demandeur.session;
    // Where the session has just ended, there is nothing to free.
    sansReponse(
      await changer<SessionStockee>(c.magasin, BASE_CENTRALE, id, ({ restreinte: _, ...vue }) => ({
        ...vue,
        secondFacteur: true,
      })),
    );
    c.sessions.oublier(id);
    // Whoever knew the password alone, and was there already, would take the factor off again.
    for (const autre of await sessionsDe(c, s.identifiant))
      if (autre._id !== id && !(repris && autre.secondFacteur)) await fermer(autre._id);
    await noter(s, repris ? facteur.autresCodes() : facteur.active());
    return { codes };
  });

  app.post('/api/compte/second-facteur/retirer', { bodyLimit: 4_000 }, async (req, reply) => {
    const s = sessionDe(req);
    const lu = retraitSchema.safeParse(req.body);
    if (!lu.success) throw new ErreurHttp({ code: 'ACTUEL', message: 'Donnez votre mot de passe.' });
    const { totp } = await lireAcces(c.magasin, s.identifiant);
    if (totp && lu.data.code === undefined)
      throw new ErreurHttp({
        code: 'CODE',
        message: 'Donnez aussi un code de votre téléphone, ou l’un de vos codes de secours.',
      });
    const code = totp ? lu.data.code : undefined;
    const juge = await c.sessions.verifier(s.identifiant, lu.data.motDePasse, jetonDe(c, req), code);
    if (juge === 'CODE_FAUX' || juge === 'CODE_REJOUE')
      throw new ErreurHttp({
        code: 'CODE',
        message:
          'Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant, ou donnez l’un de vos codes de secours.',
      });
    if (juge === 'IDENTIFIANTS')
      throw new ErreurHttp({ code: 'ACTUEL', message: 'Ce n’est pas votre mot de passe. Vérifiez les majuscules.' });
    if (juge !== 'JUSTE') throw await refuserConnexion(c, reply, s.identifiant, juge);
    if (await retirerSecondFacteur(c.magasin, s.identifiant)) await noter(s, facteur.retire());
    return reply.code(204).send();
  });
};
