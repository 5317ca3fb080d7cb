'use client';

import { Alert, Button, Skeleton, Text, Title } from '@mantine/core';
import type { Antenne } from '#shared/contrats/commun';
import type { Exercice, IdExercice } from '#shared/contrats/exploitation/formation';
import { MODELES } from '#shared/domain/formation/exercices';
import { insecable } from '#shared/mots/dates';
import { telephone } from '#shared/mots/textes';
import { lireExercices } from '../../../_donnees/lecture/formation';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { Icone } from '../../../_ui/mots/icones';

type Charge = { liste: Exercice[] | undefined; erreur: string | undefined; charger: () => void };

/** Exercises on the people of the antenna; asked for again, others. */
export const useExercices = (antenne: Antenne): Charge => {
  const { valeur, echec, relire } = useLecture(['exercices', antenne], () => lireExercices(antenne), { stable: true });
  return { liste: valeur, erreur: echec, charger: relire };
};

const Detail = ({ e, preparer, reussi }: { e: Exercice; preparer: () => void; reussi: boolean }) => {
  const { consignes, acquis } = MODELES[e.id];
  if (e.manque) return <Text size="sm">{e.manque}</Text>;
  return (
    <div className="exercice__detail">
      <dl>
        {e.aide ? (
          <div>
            <dt>Aide</dt>
            <dd>
              {e.aide.nom}, code <b className="num">{e.aide.code}</b>
            </dd>
          </div>
        ) : null}
        {e.usager ? (
          <div>
            <dt>Chez</dt>
            <dd>
              {e.usager.nom}
              {e.usager.numero ? `, ${telephone(e.usager.numero)}` : ''}
            </dd>
          </div>
        ) : null}
        {e.codeUsager ? (
          <div>
            <dt>Code du bénéficiaire</dt>
            <dd>
              <b className="num">{e.codeUsager}</b>
            </dd>
          </div>
        ) : null}
      </dl>
      <ol>
        {consignes(e).map((c) => (
          <li key={c}>{insecable(c)}</li>
        ))}
      </ol>
      {reussi ? (
        <p className="exercice__acquis">{acquis}</p>
      ) : (
        <Button size="xs" variant="light" onClick={preparer}>
          Prendre ce téléphone
        </Button>
      )}
    </div>
  );
};

type Props = {
  charge: Charge;
  ouvert: IdExercice | undefined;
  ouvrir: (id: IdExercice | undefined) => void;
  reussis: ReadonlySet<IdExercice>;
  preparer: (e: Exercice) => void;
  enLigne: boolean;
};

export const Exercices = ({ charge, ouvert, ouvrir, reussis, preparer, enLigne }: Props) => (
  <section className="exercices" aria-labelledby="exercices-titre">
    <div className="conversation__tete">
      <Title order={2} id="exercices-titre">
        Exercices
      </Title>
      <Button size="compact-xs" variant="subtle" disabled={enLigne} onClick={charge.charger}>
        D’autres personnes
      </Button>
    </div>
    {charge.erreur ? (
      <Alert color="red" variant="light" p="sm" title="Exercices indisponibles" role="alert">
        {charge.erreur}
      </Alert>
    ) : null}
    {!charge.liste && !charge.erreur ? <Skeleton height={160} /> : null}
    <ul>
      {charge.liste?.map((e) => {
        const reussi = reussis.has(e.id);
        return (
          <li key={e.id} className="exercice" data-ouvert={ouvert === e.id}>
            <button
              type="button"
              className="exercice__titre"
              aria-expanded={ouvert === e.id}
              onClick={() => ouvrir(ouvert === e.id ? undefined : e.id)}
            >
              <Icone nom={ouvert === e.id ? 'bas' : 'droite'} taille={14} />
              <span>{MODELES[e.id].titre}</span>
              {reussi ? (
                <span className="statut statut--vert">
                  <Icone nom="coche" taille={14} />
                  Réussi
                </span>
              ) : null}
            </button>
            {ouvert === e.id ? <Detail e={e} reussi={reussi} preparer={() => preparer(e)} /> : null}
          </li>
        );
      })}
    </ul>
    <Text size="sm" className="invisible" role="status">
      {[...reussis].map((id) => `Exercice réussi : ${MODELES[id].titre}.`).join(' ')}
    </Text>
  </section>
);
