'use client';

import { Button, Loader, Text, Title } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import type { MonCompte as Lu } from '#shared/contrats/acces/administration';
import { ROLES_EN_MOTS } from '#shared/contrats/acces/compte';
import { nommerAntennes } from '#shared/domain/antenne/registre';
import { aLeDroit, nommeSesAntennes } from '#shared/droits/droits';
import { changerMonMotDePasse } from '../../../_donnees/acces/entree';
import { lireMonCompte, retirerSecondFacteur } from '../../../_donnees/lecture/administration';
import { useSession } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { Fenetre } from '../../../_ui/fenetre';
import {
  Champ,
  ChampSecret,
  ChampTexte,
  Envoyer,
  Formulaire,
  lireRequis,
  RefusFormulaire,
  useFormulaire,
} from '../../../_ui/formulaire';
import { notifications } from '../../../_ui/notifications';
import { SansReseau } from '../../../_ui/sans-reseau';
import { Affichage } from './affichage';
import { ChampNouveauMotDePasse } from './champ-mot-de-passe';
import { Digest } from './digest';
import { Sessions } from './sessions';
import '../../../_ui/styles/compte.css';
import { differer } from '../../../_ui/champs/differe';

const Activer = differer(() => import('./activer-second-facteur').then((m) => m.ActiverSecondFacteur));

const Identite = ({ compte: c }: { compte: Lu['compte'] }) => (
  <section className="compte__section" aria-labelledby="identite">
    <Title order={2} id="identite">
      Identité
    </Title>
    <dl className="compte__identite">
      <dt>Nom</dt>
      <dd>{c.nom}</dd>
      <dt>Identifiant</dt>
      <dd>{c.identifiant}</dd>
      <dt>Rôle</dt>
      <dd>
        {ROLES_EN_MOTS[c.role]}
        {c.responsable ? ', responsable (clôt les mois)' : ''}
      </dd>
      {nommeSesAntennes(c.role) ? (
        <>
          <dt>Antennes</dt>
          <dd>{nommerAntennes(c.antennes) || 'aucune'}</dd>
        </>
      ) : null}
      {c.courriel ? (
        <>
          <dt>Courriel</dt>
          <dd>{c.courriel}</dd>
        </>
      ) : null}
    </dl>
    <Text size="xs" c="dimmed">
      Un administrateur change ces informations.
    </Text>
  </section>
);

const DEUX = { actuel: '', nouveau: '' };

const MotDePasse = ({ compte: c, relire }: { compte: Lu['compte']; relire: () => void }) => {
  const f = useFormulaire({
    depart: () => DEUX,
    lire: lireRequis<typeof DEUX>({
      actuel: 'Tapez votre mot de passe actuel.',
      nouveau: 'Choisissez un nouveau mot de passe.',
    }),
    envoyer: async ({ actuel, nouveau }) => {
      await changerMonMotDePasse(actuel, nouveau);
      f.effacer();
      relire();
      notifications.show({
        color: 'green',
        title: 'Mot de passe changé',
        message: 'Vos autres postes devront se reconnecter avec le nouveau. Rien de ce qui attend n’est perdu.',
      });
      return undefined;
    },
    champs: { ACTUEL: 'actuel', MOT_DE_PASSE: 'nouveau' },
  });
  return (
    <section className="compte__section" aria-labelledby="mot-de-passe">
      <Title order={2} id="mot-de-passe">
        Mot de passe
      </Title>
      <Formulaire de={f} className="compte__formulaire">
        <input type="hidden" name="identifiant" autoComplete="username" value={c.identifiant} />
        <ChampSecret
          de={f}
          nom="actuel"
          label="Mot de passe actuel"
          required
          withAsterisk={false}
          quoi="le mot de passe actuel"
        />
        <Champ de={f} nom="nouveau">
          {(lie) => (
            <ChampNouveauMotDePasse libelle="Nouveau mot de passe" {...lie} personnels={[c.identifiant, c.nom]} />
          )}
        </Champ>
        <RefusFormulaire de={f} />
        <div>
          <Envoyer de={f}>Changer le mot de passe</Envoyer>
        </div>
      </Formulaire>
    </section>
  );
};

const PREUVES = { motDePasse: '', code: '' };

const Retirer = ({ finir }: { finir: () => void }) => {
  const f = useFormulaire({
    depart: () => PREUVES,
    lire: lireRequis<typeof PREUVES>({
      motDePasse: 'Tapez votre mot de passe.',
      code: 'Tapez un code de votre téléphone, ou un code de secours.',
    }),
    envoyer: async (preuves) => {
      await retirerSecondFacteur(preuves);
      finir();
      return undefined;
    },
    champs: { CODE: 'code', '*': 'motDePasse' },
    sansPerte: true,
  });
  return (
    <Formulaire de={f} className="compte__formulaire">
      <ChampSecret de={f} nom="motDePasse" label="Votre mot de passe" required withAsterisk={false} data-autofocus />
      <ChampTexte
        de={f}
        nom="code"
        label="Code de votre téléphone, ou code de secours"
        autoComplete="one-time-code"
        required
        withAsterisk={false}
        maxLength={40}
      />
      <Envoyer de={f} color="red">
        Retirer le second facteur
      </Envoyer>
    </Formulaire>
  );
};

const SecondFacteur = ({ etat, relire }: { etat: Lu['secondFacteur']; relire: () => void }) => {
  const [ouvert, setOuvert] = useState<'ACTIVER' | 'RETIRER'>();
  const fermer = (): void => {
    setOuvert(undefined);
    relire();
  };
  return (
    <section className="compte__section" aria-labelledby="second-facteur">
      <Title order={2} id="second-facteur">
        Second facteur
      </Title>
      <Text size="sm">
        {etat.actif
          ? `Actif : un code de votre téléphone est demandé à chaque connexion. Codes de secours restants : ${etat.codesRestants}.`
          : `Inactif${etat.demande ? ', alors que votre rôle le demande' : ''}. Un code de votre téléphone, demandé en plus du mot de passe, protège votre compte si celui-ci est deviné. Le déverrouillage hors connexion ne change pas.`}
      </Text>
      <div className="compte__gestes">
        {etat.actif ? (
          <Button variant="default" onClick={() => setOuvert('RETIRER')}>
            Retirer…
          </Button>
        ) : (
          <Button onClick={() => setOuvert('ACTIVER')}>Configurer…</Button>
        )}
      </div>
      {ouvert ? (
        <Fenetre onClose={fermer} title="Second facteur" centered>
          {ouvert === 'ACTIVER' ? <Activer finir={fermer} /> : <Retirer finir={fermer} />}
        </Fenetre>
      ) : null}
    </section>
  );
};

/** One's own account: who one is here, and what protects it. */
export const MonCompte = () => {
  const session = useSession();
  const { valeur, echec, code, relire } = useLecture(['mon-compte'], lireMonCompte);
  return (
    <section className="ecran__liste compte" aria-labelledby="titre">
      <div className="ecran__tete">
        <Title order={1} id="titre">
          Mon compte
        </Title>
      </div>
      <SansReseau echec={echec} code={code} />
      <div className="compte__corps">
        <Affichage />
      </div>
      {valeur ? (
        <div className="compte__corps">
          <Identite compte={valeur.compte} />
          <MotDePasse compte={valeur.compte} relire={relire} />
          <SecondFacteur etat={valeur.secondFacteur} relire={relire} />
          {valeur.digest ? <Digest digest={valeur.digest} courriel={valeur.compte.courriel} relire={relire} /> : null}
          <Sessions sessions={valeur.sessions} relire={relire} />
          {aLeDroit(session, 'lireParametres') && !aLeDroit(session, 'ecrireParametres') ? (
            <Link href="/administration/" prefetch={false}>
              Paramètres en vigueur
            </Link>
          ) : null}
        </div>
      ) : echec ? null : (
        <Loader size="sm" aria-label="Lecture du compte" />
      )}
    </section>
  );
};
