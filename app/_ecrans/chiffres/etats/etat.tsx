'use client';

import { Loader, Title } from '@mantine/core';
import Link from 'next/link';
import { useRef, useState } from 'react';
import type { DefinitionEtat, DemandeEtat, TableauEtat } from '#shared/etats/contrat';
import { pluriel } from '#shared/mots/nombres';
import { lireEtapeEtat } from '../../../_donnees/lecture/etats';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { differer } from '../../../_ui/champs/differe';
import { useEtape } from '../../../_ui/demandes/etape';
import { Ensuite } from '../../../_ui/ensuite';
import { SansReseau } from '../../../_ui/sans-reseau';
import { demandeDe, manquant, useAdresse } from './adresse';
import { Detail } from './detail';
import { Exports } from './exports';
import { Formulaire } from './formulaire';
import { EtatImprime } from './impression';
import { LECTURES } from './lectures';
import type { PoigneeTableau } from './tableau';

// The grid and the charts come with the first state shown.
const Tableau = differer(() => import('./tableau').then((m) => m.Tableau), <div className="grille" aria-busy="true" />);
/** Called for while the server is asked what states there are, then computes the one that is shown. */
export const prechargerTableau = Tableau.precharger;
const Attente = () => <div className="etats__graphique" aria-busy="true" />;
const Graphique = differer(() => import('./graphique').then((m) => m.Graphique), <Attente />);

/** Whether what was read answers what is asked: the figures of another period stay on the screen while these come. */
const repond = (t: TableauEtat | undefined, d: DemandeEtat): t is TableauEtat =>
  t?.etat === d.etat && t.antenne === d.antenne && t.periode.du === d.du && t.periode.au === d.au;

/** Over a second, what is being counted and how far. */
const Calcul = ({ etape }: { etape: string | undefined }) => (
  <span className="etats__calcul">
    <Loader size={14} aria-hidden /> {etape ?? 'Calcul de l’état…'}
  </span>
);

const Resume = ({ t, enCours, etape }: { t: TableauEtat; enCours: boolean; etape: string | undefined }) => (
  <>
    <p className="etats__resume" role="status">
      <b>{t.sousTitre}</b>
      <span>{t.lignes.length === 0 ? 'aucune ligne' : pluriel(t.lignes.length, 'ligne')}</span>
      {enCours ? <Calcul etape={etape} /> : null}
    </p>
    {t.avertissements.length > 0 ? (
      <ul className="etats__avertissements">
        {t.avertissements.map((a) => (
          <li key={a}>{a}</li>
        ))}
      </ul>
    ) : null}
  </>
);

/** One state: what is asked, its figures, and the rows behind each of them. */
export const Etat = ({ definition }: { definition: DefinitionEtat }) => {
  const adresse = useAdresse();
  const demande = demandeDe(new URLSearchParams(adresse.recherche), definition, adresse);
  const manque = manquant(definition, demande);
  const { valeur, derniere, echec, code } = useLecture(manque === undefined ? ['etat', demande] : undefined, () =>
    LECTURES.tableau.lire(demande),
  );
  // The figures before stay until the new ones come, and where these do not: it is said then.
  const t = valeur ?? derniere;
  const [vu, setVu] = useState(false);
  const grille = useRef<PoigneeTableau>(null);
  const aJour = valeur !== undefined && repond(t, demande);
  const enCours = manque === undefined && !aJour && echec === undefined;
  const etape = useEtape(enCours, lireEtapeEtat);
  const ouverte = adresse.cle === undefined ? undefined : t?.lignes.find((l) => l.cle === adresse.cle);
  return (
    <section className="ecran__liste etats" aria-labelledby="titre">
      <div className="ecran__tete">
        <Link href="/etats/" className="etats__retour">
          États
        </Link>
        <span aria-hidden="true">›</span>
        <Title order={1} id="titre">
          {definition.titre}
        </Title>
        <Exports
          definition={definition}
          demande={demande}
          lignes={aJour ? t.lignes.length : undefined}
          echec={echec !== undefined}
        />
      </div>
      <p className="etats__description">{definition.description}</p>
      <Formulaire
        definition={definition}
        demande={demande}
        changer={(d) => adresse.aller(d)}
        permises={adresse.permises}
      />
      <SansReseau echec={echec} code={code} avant={t ? 'Les chiffres affichés sont les derniers lus. ' : ''} />
      {manque === undefined ? null : (
        <p className="vide" role="status">
          Choisissez « {manque} » : l’état s’affichera aussitôt.
        </p>
      )}
      {manque === undefined && t ? (
        <>
          <Resume t={t} enCours={enCours} etape={etape} />
          {t.graphique ? (
            vu || t.lignes.length === 0 ? (
              <Ensuite attente={<Attente />}>
                <Graphique tableau={t} graphique={t.graphique} />
              </Ensuite>
            ) : (
              <Attente />
            )
          ) : null}
          {t.lignes.length === 0 ? (
            <p className="vide">Choisissez une autre période, une autre antenne, ou moins de conditions.</p>
          ) : (
            <Tableau
              tableau={t}
              ouvrir={(c) => adresse.aller(demande, c)}
              ouverte={ouverte?.cle}
              surVu={() => setVu(true)}
              poignee={grille}
            />
          )}
          <EtatImprime tableau={t} ordre={() => grille.current?.ordre() ?? []} />
          <Detail demande={demande} tableau={t} ligne={ouverte} fermer={() => adresse.aller(demande)} />
        </>
      ) : null}
      {t ? null : (
        <p className="etats__resume" role="status">
          {enCours ? <Calcul etape={etape} /> : null}
        </p>
      )}
    </section>
  );
};
