import type { ReactNode } from 'react';
import type { ConfigField, ConfigForm as Form } from '../api/types.ts';
import { DrawControl } from './draw-control.tsx';
import styles from './form.module.css';
import { type FormValues, fieldsByName, withValue } from './form-values.ts';
import { drawnFields, propertyOfScope, type UiElement } from './ui-element.ts';

export interface ConfigFormProps {
  readonly form: Form;
  readonly values: FormValues;
  readonly onChange: (values: FormValues) => void;
  /** What is wrong, by the config's name. */
  readonly errors: ReadonlyMap<string, string>;
  readonly isDisabled?: boolean;
}

/** The form of a release's configs, drawn after its layout; what the layout leaves out comes last. */
export function ConfigForm({ form, values, onChange, errors, isDisabled = false }: ConfigFormProps) {
  const layout = form.uischema as UiElement | null;
  const fields = fieldsByName(form.fields);
  const drawn = drawnFields(layout);
  const control = (name: string, element?: UiElement): ReactNode => {
    const field = fields.get(name);
    if (!field) return null;
    return (
      <DrawControl
        key={name}
        field={field}
        schema={form.schema}
        values={values}
        isLong={element?.options?.multi === true}
        isFullWidth={element?.options?.trim === false}
        error={errors.get(name)}
        isDisabled={isDisabled}
        onChange={(value) => onChange(withDependents(form.fields, values, name, value))}
      />
    );
  };
  const rest = form.fields.filter(({ name }) => !drawn.has(name));
  return (
    <div className={styles.vertical}>
      {layout && <DrawElement element={layout} control={control} />}
      {rest.map(({ name }) => control(name))}
    </div>
  );
}

interface DrawElementProps {
  readonly element: UiElement;
  readonly control: (name: string, element: UiElement) => ReactNode;
}

/** One element with what is in it. An element of a kind that the hub does not know is not drawn, those in it are. */
function DrawElement({ element, control }: DrawElementProps): ReactNode {
  const children = withKeys(element.elements ?? []).map(({ key, child }) => (
    <DrawElement key={key} element={child} control={control} />
  ));
  switch (element.type) {
    case 'Control':
    case 'MultiSelectControl': {
      const name = propertyOfScope(element.scope);
      return name === null ? null : control(name, element);
    }
    case 'Label':
      return <Heading title={element.title} subtitle={element.subtitle} />;
    case 'Divider':
      return <hr className={styles.divider} />;
    case 'Section':
      return (
        <section className={styles.section}>
          <Heading title={element.label} subtitle={element.subtitle ?? element.hintText} />
          {children}
        </section>
      );
    case 'HorizontalLayout':
      return <div className={styles.horizontal}>{children}</div>;
    case 'VerticalLayout':
      return <div className={styles.vertical}>{children}</div>;
    default:
      return children;
  }
}

/** Elements are named by what they are and, where that is the same, by how many of them came before. */
function withKeys(elements: readonly UiElement[]): { key: string; child: UiElement }[] {
  const seen = new Map<string, number>();
  return elements.map((child) => {
    const name = [child.type, child.scope, child.label, child.title].join(' ');
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return { key: `${name} ${count}`, child };
  });
}

interface HeadingProps {
  readonly title: string | null | undefined;
  readonly subtitle: string | null | undefined;
}

function Heading({ title, subtitle }: HeadingProps) {
  if (!title && !subtitle) return null;
  return (
    <div>
      {title && <h3>{title}</h3>}
      {subtitle && <p className={styles.subtitle}>{subtitle}</p>}
    </div>
  );
}

/** A new value of a parent takes the old one of its dependents with it: it was chosen from other options. */
function withDependents(fields: readonly ConfigField[], values: FormValues, name: string, value: unknown): FormValues {
  let next = withValue(values, name, value);
  for (const { name: dependent, choices } of fields) {
    if (choices?.depends_on === name && dependent !== name) next = withValue(next, dependent, undefined);
  }
  return next;
}
