'use client';

import { Button, Text, Title } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { RYTHMES, type SelectionMontree } from '#shared/contrats/chiffres/selection-etat';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import type { DefinitionEtat } from '#shared/etats/contrat';
import { periodeEnMots } from '#shared/etats/moteur';
import { bornesDe, GLISSANTES } from '#shared/etats/periodes';
import { dateBreve } from '#shared/mots/dates';
import { envoyerSelection, lireSelections, requeteDe, supprimerSelection } from '../../../_donnees/lecture/etats';
import { useAujourdhui } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { useAction } from '../../../_ui/demandes/appeler';
import { SansReseau } from '../../../_ui/sans-reseau';
import { Garder } from './garder';

const antenneDe = (s: SelectionMontree): string =>
  s.demande.antenne === 'TOUTES' ? 'Toutes les antennes' : libelleAntenne(s.demande.antenne);
const periodeDe = (s: SelectionMontree): string =>
  'glissante' in s.periode ? GLISSANTES[s.periode.glissante].libelle : periodeEnMots(s.periode);

const ETATS: Record<NonNullable<SelectionMontree['dernier']>['etat'], { mot: string; ton: string }> = {
  PREPARE: { mot: 'En partance', ton: 'bleu' },
  ENVOYE: { mot: 'Parti', ton: 'vert' },
  REFUSE: { mot: 'Refusé', ton: 'rouge' },
  EMPECHE: { mot: 'Non préparé', ton: 'orange' },
};

const Courriel = ({ selection: s }: { selection: SelectionMontree }) => {
  const aujourdhui = useAujourdhui();
  const { rythme, dernier } = s;
  return (
    <>
      {rythme ? RYTHMES[rythme] : <span className="discret">jamais</span>}
      {dernier ? (
        <div>
          <span className={`statut statut--${ETATS[dernier.etat].ton}`}>{ETATS[dernier.etat].mot}</span>{' '}
          <span className="discret">{dateBreve(dernier.du, aujourdhui)}</span>
          {dernier.raison && dernier.etat !== 'ENVOYE' ? (
            <div className="discret">
              {dernier.raison}
              {dernier.etat === 'REFUSE' ? ' Faites vérifier l’adresse de votre compte, puis envoyez de nouveau.' : ''}
              {dernier.etat === 'PREPARE' ? ' Un nouvel essai suit.' : ''}
            </div>
          ) : null}
        </div>
      ) : null}
    </>
  );
};

type Props = { definitions: readonly DefinitionEtat[] };

/** What the account keeps: each opens for its period of today, and says what became of its mail. */
export const MesEtats = ({ definitions }: Props) => {
  const aujourdhui = useAujourdhui();
  const { valeur, echec, code, relire } = useLecture(['selections'], lireSelections);
  const { refus, enCours, faire } = useAction();
  const [change, setChange] = useState<SelectionMontree>();
  const [aSupprimer, setASupprimer] = useState<string>();
  const titreDe = (s: SelectionMontree): string => definitions.find((d) => d.id === s.demande.etat)?.titre ?? s.nom;
  if (!valeur || valeur.selections.length === 0)
    return <SansReseau echec={echec} code={code} avant="Vos états gardés n’ont pas pu être lus. " />;
  const supprimer = (s: SelectionMontree): void => {
    if (aSupprimer === s.id) void faire(() => supprimerSelection(s.id), relire);
    else setASupprimer(s.id);
  };
  return (
    <section className="etats__miens" aria-labelledby="mes-etats">
      <Title order={2} id="mes-etats">
        Mes états
      </Title>
      {refus ? (
        <Text size="sm" c="var(--ton-rouge-texte)" role="alert">
          {refus.message}
        </Text>
      ) : null}
      <div className="etats__cadre">
        <table className="compte__table" aria-labelledby="mes-etats">
          <thead>
            <tr>
              <th scope="col">Nom</th>
              <th scope="col">État</th>
              <th scope="col">Antenne</th>
              <th scope="col">Période</th>
              <th scope="col">Courriel</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {valeur.selections.map((s) => (
              <tr key={s.id}>
                <th scope="row">
                  <Link href={`/etats/?${requeteDe({ ...s.demande, ...bornesDe(s.periode, aujourdhui) })}`}>
                    {s.nom}
                  </Link>
                </th>
                <td>{titreDe(s)}</td>
                <td>{antenneDe(s)}</td>
                <td>{periodeDe(s)}</td>
                <td>
                  <Courriel selection={s} />
                </td>
                <td className="geste">
                  {valeur.courriel ? (
                    <Button
                      size="compact-xs"
                      variant="default"
                      disabled={enCours}
                      aria-label={`Envoyer maintenant « ${s.nom} »`}
                      onClick={() => void faire(() => envoyerSelection(s.id), relire)}
                    >
                      Envoyer
                    </Button>
                  ) : null}{' '}
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`Modifier « ${s.nom} »`}
                    onClick={() => setChange(s)}
                  >
                    Modifier
                  </Button>{' '}
                  <Button
                    size="compact-xs"
                    variant={aSupprimer === s.id ? 'filled' : 'default'}
                    {...(aSupprimer === s.id ? { color: 'red' } : {})}
                    disabled={enCours}
                    aria-label={aSupprimer === s.id ? `Confirmer : supprimer « ${s.nom} »` : `Supprimer « ${s.nom} »`}
                    onClick={() => supprimer(s)}
                    onBlur={() => setASupprimer(undefined)}
                  >
                    {aSupprimer === s.id ? 'Confirmer' : 'Supprimer'}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {change ? (
        <Garder
          titre={titreDe(change)}
          demande={{ ...change.demande, ...bornesDe(change.periode, aujourdhui) }}
          avant={change}
          fermer={() => setChange(undefined)}
          apres={() => {
            setChange(undefined);
            relire();
          }}
        />
      ) : null}
    </section>
  );
};
