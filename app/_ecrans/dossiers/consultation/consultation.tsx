'use client';

import { Loader, Text, Title } from '@mantine/core';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { aLeDroit } from '#shared/droits/droits';
import { pluriel } from '#shared/mots/nombres';
import { nomComplet } from '#shared/mots/textes';
import { chercherUsagers } from '../../../_donnees/lecture/consulter';
import { useAujourdhui, useSession } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { ChampTexte, Envoyer, Formulaire, type Lecture, useFormulaire } from '../../../_ui/formulaire';
import { SansReseau } from '../../../_ui/sans-reseau';
import { naissanceEnMots } from '../usager/naissance';
import { DepartDit } from './depart';
import { DossierConsulte } from './dossier';
import '../../../_ui/styles/compte.css';
import '../../../_ui/styles/administration.css';
import './consultation.css';

const Trouves = ({ texte }: { texte: string }) => {
  const jour = useAujourdhui();
  const {
    valeur: lu,
    derniere,
    echec,
    code,
  } = useLecture(['usagers', texte], (abandon) => chercherUsagers(texte, abandon));
  // The names before stay until those of this text come.
  const valeur = lu ?? derniere;
  const dit = <SansReseau echec={echec} code={code} />;
  // The names of another text are no answer to this one.
  if (echec && !lu) return dit;
  if (!valeur) return <Loader size="sm" aria-label="Recherche" />;
  const { usagers, total } = valeur;
  return (
    <>
      {dit}
      <Text size="sm" role="status">
        {total === 0 ? 'Personne ne porte ce nom ni cet identifiant.' : pluriel(total, 'usager')}
        {total > usagers.length ? ` : les ${usagers.length} premiers ; ajoutez des lettres.` : ''}
      </Text>
      {total > 0 ? (
        <div className="admin__table">
          <table className="compte__table" aria-label="Usagers trouvés">
            <thead>
              <tr>
                <th scope="col">Nom</th>
                <th scope="col">Né(e) le</th>
                <th scope="col">Identifiant</th>
                <th scope="col">Antenne</th>
              </tr>
            </thead>
            <tbody>
              {usagers.map((u) => (
                <tr key={u.id}>
                  <th scope="row">
                    <Link href={`/consultation/?id=${encodeURIComponent(u.id)}`}>{nomComplet(u)}</Link>
                    <DepartDit depart={u.depart} />
                  </th>
                  <td>{naissanceEnMots(u.dateNaissance, jour)}</td>
                  <td>{u.id}</td>
                  <td>{libelleAntenne(u.antenne)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </>
  );
};

type Cherchee = { q: string };
const lire = ({ q }: Cherchee): Lecture<Cherchee, string> =>
  q.trim().length < 2
    ? { ok: false, erreurs: { q: 'Tapez au moins deux lettres du nom, ou l’identifiant.' } }
    : { ok: true, valeur: q.trim() };

const Recherche = () => {
  const [texte, setTexte] = useState<string>();
  const f = useFormulaire({
    depart: (): Cherchee => ({ q: '' }),
    lire,
    envoyer: (q) => {
      setTexte(q);
      return undefined;
    },
    encore: true,
  });
  return (
    <>
      <Formulaire de={f} className="admin__tete">
        <ChampTexte
          de={f}
          nom="q"
          label="Nom, prénom ou identifiant"
          className="admin__cherche"
          maxLength={60}
          required
          withAsterisk={false}
          autoComplete="off"
          autoFocus
        />
        <Envoyer de={f}>Chercher</Envoyer>
      </Formulaire>
      {texte === undefined ? null : <Trouves texte={texte} key={texte} />}
    </>
  );
};

/** Reading only, for an auditor: a usager, and a month of its visits. */
export const Consultation = () => {
  const session = useSession();
  const id = useSearchParams().get('id');
  const permis = aLeDroit(session, 'consulter');
  return (
    <section className="ecran__liste compte" aria-labelledby="titre">
      <div className="ecran__tete">
        <Title order={1} id="titre">
          Consultation
        </Title>
      </div>
      <div className="admin">
        {permis ? (
          <>
            <p className="admin__note">
              Chaque recherche et chaque lecture est inscrite à votre nom au journal d’audit.
            </p>
            {id ? <DossierConsulte id={id} key={id} /> : <Recherche />}
          </>
        ) : (
          <Text size="sm">Cette page est celle des auditeurs : votre rôle a les siennes, dans le menu.</Text>
        )}
      </div>
    </section>
  );
};
