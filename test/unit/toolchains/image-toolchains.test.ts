import { expect } from 'chai';
import { imageToolchains } from '../../../src/adapters/toolchains/image-toolchains.ts';
import { toolchainEnvironment } from '../../../src/adapters/toolchains/toolchain-environment.ts';
import { makeTestFolder } from '../../support/test-folder.ts';

/** As the official images of the languages set them. */
const VARIABLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'golang:1.26': {
    PATH: '/go/bin:/usr/local/go/bin:/usr/bin',
    GOPATH: '/go',
    GOTOOLCHAIN: 'local',
    GOLANG_VERSION: '1.26',
  },
  'rust:1.97': {
    PATH: '/usr/local/cargo/bin:/usr/bin',
    CARGO_HOME: '/usr/local/cargo',
    RUSTUP_HOME: '/usr/local/rustup',
  },
  'ruby:3.4': {
    PATH: '/usr/local/bundle/bin:/usr/bin',
    GEM_HOME: '/usr/local/bundle',
    BUNDLE_APP_CONFIG: '/usr/local/bundle',
  },
  'maven:3': { PATH: '/opt/java/bin:/usr/bin', JAVA_HOME: '/opt/java', MAVEN_CONFIG: '/root/.m2' },
  'node:24': { PATH: '/usr/local/bin:/usr/bin', NODE_VERSION: '24.0.0', YARN_VERSION: '1.22.22' },
};

const LANGUAGES = {
  'golang:1.26': 'go',
  'rust:1.97': 'rust',
  'ruby:3.4': 'ruby',
  'maven:3': 'java',
  'node:24': 'node',
} as const;

describe('a toolchain in an image', () => {
  const environmentOf = (image: keyof typeof LANGUAGES): Readonly<Record<string, string>> => {
    const images = [{ language: LANGUAGES[image], version: '1.0.0', image }];
    const [toolchain] = imageToolchains(images, (name) => VARIABLES[name] ?? {}, makeTestFolder('launchers'));
    if (toolchain === undefined) throw new Error('there is one for each image');
    return toolchainEnvironment(toolchain);
  };

  it('has the variables of the language, and not those that lead clients into the read-only image', () => {
    expect(environmentOf('golang:1.26'))
      .to.include({ GOTOOLCHAIN: 'auto', GOLANG_VERSION: '1.26' })
      .and.not.have.property('GOPATH');
    expect(environmentOf('rust:1.97'))
      .to.include({ RUSTUP_HOME: '/usr/local/rustup' })
      .and.not.have.property('CARGO_HOME');
    expect(environmentOf('ruby:3.4'))
      .to.include({ GEM_HOME: '/hub/home/.gem' })
      .and.not.have.property('BUNDLE_APP_CONFIG');
    expect(environmentOf('maven:3')).to.include({ JAVA_HOME: '/opt/java' }).and.not.have.property('MAVEN_CONFIG');
  });

  it('finds what the project installed first, then the launchers of the hub, then the programs of the image', () => {
    const path = (environmentOf('node:24').PATH ?? '').split(':');
    const places = ['/hub/home/.local/bin', '/hub/toolchains/package-managers', '/usr/local/bin'].map((one) =>
      path.indexOf(one),
    );
    expect(places)
      .to.deep.equal(places.toSorted((left, right) => left - right))
      .and.not.include(-1);
  });
});
