import type { Release } from '../../api/types.ts';
import { Empty } from '../../ui/empty.tsx';
import frame from '../frame.module.css';
import styles from './release-manifest.module.css';

/** What the release says of itself: configs and their form, metadata. */
export function ReleaseManifest({ release }: { readonly release: Release }) {
  const parts = [
    { title: 'Configs', value: release.config_schema?.schema },
    { title: 'Form', value: release.config_schema?.uischema },
    { title: 'Metadata', value: release.metadata_schema },
  ].filter(({ value }) => value !== null && value !== undefined);
  if (parts.length === 0) {
    return <Empty title="No manifest" text="It is read while the release is built." />;
  }
  return (
    <section className={styles.scroll} aria-label="Manifest">
      {parts.map(({ title, value }) => (
        <section key={title} className={frame.section}>
          <h2>{title}</h2>
          <pre className={styles.json} tabIndex={0}>
            {JSON.stringify(value, null, 2)}
          </pre>
        </section>
      ))}
    </section>
  );
}
