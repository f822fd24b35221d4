// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBeacon} from "../../src/interfaces/IBeacon.sol";
import {BeaconBase} from "./BeaconBase.sol";

contract BeaconTest is BeaconBase {
    /// @dev Enough to post a round. A precompile that refuses takes all of what it gets.
    uint256 private constant ENOUGH = 400_000;
    /// @dev The round of which `refused` has what looks like signatures.
    uint256 private constant REFUSED = 1;

    address private immutable ALICE = makeAddress("alice");

    IBeacon private quicknet;
    IBeacon private devnet;
    Network private q;
    Network private d;

    function setUp() public override {
        super.setUp();
        (q, d) = (networkOf("quicknet"), networkOf("devnet"));
        (quicknet, devnet) = (deploy(q), deploy(d));
    }

    /* POST */

    function test_post_roundsOfQuicknet() public {
        assertPosts(quicknet, q);
    }

    function test_post_roundsOfDevnet() public {
        assertPosts(devnet, d);
    }

    function test_post_twice() public {
        vm.prank(ALICE);
        quicknet.post(q.rounds[0], q.signatures[0]);
        expectError(abi.encodeWithSelector(IBeacon.RoundAlreadyPosted.selector, q.rounds[0]));
        quicknet.post(q.rounds[0], q.signatures[0]);
        (, address poster) = quicknet.roundOf(q.rounds[0]);
        assertEq(poster, ALICE, "the first one");
    }

    function test_post_roundZero() public {
        expectError(abi.encodeWithSelector(IBeacon.RoundOutOfRange.selector, 0));
        quicknet.post(0, q.signatures[0]);
    }

    function test_post_otherBeacon() public {
        assertRefuses(devnet, q.rounds[0], q.signatures[0], "quicknet's");
        assertRefuses(quicknet, d.rounds[0], d.signatures[0], "the devnet's");
    }

    /// @dev The points at infinity and of small order, off the curve, not reduced, an equation that holds whatever the
    /// round: named in the vectors.
    function test_post_almostSignatures() public {
        string[] memory reasons = beaconVm.parseJsonStringArray(json, ".refused.reason");
        bytes[] memory signatures = vm.parseJsonBytesArray(json, ".refused.signature");
        assertEq(reasons.length, 12, "all of them");
        for (uint256 i; i < reasons.length; ++i) {
            assertRefuses(quicknet, q.rounds[REFUSED], signatures[i], reasons[i]);
        }
    }

    function test_post_compressed() public {
        assertRefuses(quicknet, q.rounds[0], q.compressed[0], "48 bytes");
    }

    function test_post_withoutPrecompiles() public {
        withoutMap();
        expectError(abi.encodeWithSelector(IBeacon.PrecompileMissing.selector, address(0x10)));
        quicknet.post(q.rounds[0], q.signatures[0]);
    }

    function testFuzz_post_flippedBit(uint256 bit) public {
        bit = bound(bit, 0, 1023);
        bytes memory signature = q.signatures[0];
        signature[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        assertRefuses(quicknet, q.rounds[0], signature, "one bit");
    }

    function testFuzz_post_anotherRound(uint64 round) public {
        round = uint64(bound(round, 1, type(uint64).max));
        vm.assume(round != q.rounds[0]);
        assertRefuses(quicknet, round, q.signatures[0], "another round");
    }

    function testFuzz_post_length(uint256 length, bool isPadded) public {
        length = bound(length, 0, 1300);
        vm.assume(length != 128);
        bytes memory signature = new bytes(length);
        for (uint256 i; isPadded && i < length && i < 128; ++i) {
            signature[i] = q.signatures[0][i];
        }
        assertRefuses(quicknet, q.rounds[0], signature, "not 128 bytes");
    }

    /// @dev Whatever runs out, nothing is kept of it.
    function testFuzz_post_littleGas(uint256 gas) public {
        gas = bound(gas, 0, 140_000);
        bytes memory call = abi.encodeCall(IBeacon.post, (q.rounds[0], q.signatures[0]));
        (bool done,) = address(quicknet).call{gas: gas}(call);
        assertTrue(!done, "too little");
        assertEq(quicknet.randomness(q.rounds[0]), 0, "nothing");
        assertEq(quicknet.latest(), 0, "no latest");
    }

    /* ROUNDS */

    function test_roundOf_unknown() public view {
        (bytes32 randomness, address poster) = quicknet.roundOf(q.rounds[0]);
        assertEq(randomness, 0, "randomness");
        assertEq(poster, address(0), "poster");
        assertEq(quicknet.randomness(q.rounds[0]), 0, "alone");
        assertEq(quicknet.latest(), 0, "latest");
    }

    /// @dev A round that nobody posted, in a span that has a keeper.
    function test_roundOf_unknownAmongKnown() public {
        devnet.post(d.rounds[0], d.signatures[0]);
        (bytes32 randomness, address poster) = devnet.roundOf(d.rounds[1]);
        assertEq(randomness, 0, "randomness");
        assertEq(poster, address(0), "poster");
    }

    /// @dev In any order, by any three: who posted a round does not change, and the latest one is the highest.
    function testFuzz_roundOf_anyOrder(uint256 dice) public {
        uint256 count = d.rounds.length;
        uint256[] memory order = shuffled(count, dice);
        address[] memory posters = new address[](count);
        uint64 highest;
        for (uint256 i; i < count; ++i) {
            uint256 index = order[i];
            posters[index] = address(uint160(1 + uint256(keccak256(abi.encode(dice, i))) % 3));
            vm.prank(posters[index]);
            devnet.post(d.rounds[index], d.signatures[index]);
            if (d.rounds[index] > highest) highest = d.rounds[index];
            assertEq(devnet.latest(), highest, "latest");
            assertPosters(posters);
        }
    }

    /* TIMES */

    function test_schedule() public view {
        assertEq(quicknet.genesis(), 1_692_803_367, "genesis");
        assertEq(quicknet.period(), 3, "period");
        assertEq(quicknet.timeOf(1), quicknet.genesis(), "round 1");
        assertEq(quicknet.publicKey(), q.key, "key");
    }

    function testFuzz_roundAt_isFirst(uint256 timestamp) public view {
        timestamp = bound(timestamp, 0, quicknet.timeOf(type(uint64).max));
        uint64 round = quicknet.roundAt(timestamp);
        assertGe(quicknet.timeOf(round), timestamp, "not before");
        if (round > 1) assertLt(quicknet.timeOf(round - 1), timestamp, "the first");
    }

    function testFuzz_roundAt_inverts(uint64 round) public view {
        round = uint64(bound(round, 1, type(uint64).max));
        assertEq(quicknet.roundAt(quicknet.timeOf(round)), round, "its own time");
    }

    function testFuzz_roundAt_noSuchRound(uint256 timestamp) public {
        uint256 end = quicknet.timeOf(type(uint64).max);
        timestamp = bound(timestamp, end + 1, type(uint256).max);
        uint256 round = (timestamp - q.genesis - 1) / q.period + 2;
        expectError(abi.encodeWithSelector(IBeacon.RoundOutOfRange.selector, round));
        quicknet.roundAt(timestamp);
    }

    function test_timeOf_roundZero() public {
        expectError(abi.encodeWithSelector(IBeacon.RoundOutOfRange.selector, 0));
        quicknet.timeOf(0);
    }

    /* CONSTRUCTOR */

    function test_constructor_withoutPrecompiles() public {
        withoutMap();
        expectError(abi.encodeWithSelector(IBeacon.PrecompileMissing.selector, address(0x10)));
        this.createBeacon(q.key, q.period, q.rounds[0], q.signatures[0]);
    }

    function test_constructor_wrongRound() public {
        assertRefusesKnown(q.key, q.rounds[1], q.signatures[0]);
    }

    function test_constructor_otherKey() public {
        assertRefusesKnown(d.key, q.rounds[0], q.signatures[0]);
    }

    /// @dev With this key every round would have this signature.
    function test_constructor_keyAtInfinity() public {
        assertRefusesKnown(new bytes(256), q.rounds[0], new bytes(128));
    }

    function testFuzz_constructor_keyWithFlippedBit(uint256 bit) public {
        bit = bound(bit, 0, 2047);
        bytes memory key = q.key;
        key[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        assertRefusesKnown(key, q.rounds[0], q.signatures[0]);
    }

    function testFuzz_constructor_keyLength(uint256 length) public {
        length = bound(length, 0, 400);
        vm.assume(length != 256);
        bytes memory key = new bytes(length);
        for (uint256 i; i < length && i < 256; ++i) {
            key[i] = q.key[i];
        }
        assertRefusesKnown(key, q.rounds[0], q.signatures[0]);
    }

    /// @dev One that changes nothing in the equation.
    function test_constructor_keyWithAPairMore() public {
        assertRefusesKnown(bytes.concat(q.key, new bytes(384)), q.rounds[0], q.signatures[0]);
    }

    function test_constructor_noPeriod() public {
        expectError(abi.encodeWithSelector(IBeacon.InvalidPeriod.selector, 0));
        this.createBeacon(q.key, 0, q.rounds[0], q.signatures[0]);
    }

    function test_constructor_keepsNoRound() public view {
        assertEq(quicknet.randomness(q.rounds[0]), 0, "verified only");
    }

    /* STEPS */

    /// @dev Of a chain without the precompile, a call succeeds and brings nothing.
    function withoutMap() private {
        beaconVm.mockCall(address(0x10), "", "");
    }

    /// @dev A call, so that the cheatcode that expects an error has one to watch.
    function createBeacon(bytes memory key, uint64 period, uint64 round, bytes memory signature) external {
        create(abi.encode(key, q.genesis, period, round, signature));
    }

    function assertPosts(IBeacon beacon, Network memory n) private {
        for (uint256 i; i < n.rounds.length; ++i) {
            vm.expectEmit(address(beacon));
            emit IBeacon.RoundPosted(n.rounds[i], ALICE, n.randomness[i]);
            vm.prank(ALICE);
            beacon.post(n.rounds[i], n.signatures[i]);
            assertEq(n.randomness[i], sha256(n.compressed[i]), "as drand defines it");
            assertEq(beacon.randomness(n.rounds[i]), n.randomness[i], "randomness");
            (bytes32 randomness, address poster) = beacon.roundOf(n.rounds[i]);
            assertEq(randomness, n.randomness[i], "randomness of the round");
            assertEq(poster, ALICE, "poster");
            assertEq(beacon.latest(), n.rounds[i], "latest");
        }
    }

    function assertRefuses(IBeacon beacon, uint64 round, bytes memory signature, string memory reason) private {
        bytes memory call = abi.encodeCall(IBeacon.post, (round, signature));
        (bool done, bytes memory answer) = address(beacon).call{gas: ENOUGH}(call);
        assertTrue(!done, reason);
        assertEq(answer, abi.encodeWithSelector(IBeacon.InvalidSignature.selector, round), reason);
        assertEq(beacon.randomness(round), 0, reason);
    }

    function assertRefusesKnown(bytes memory key, uint64 round, bytes memory signature) private {
        bytes memory call = abi.encodeCall(this.createBeacon, (key, q.period, round, signature));
        (bool done, bytes memory answer) = address(this).call{gas: 10_000_000}(call);
        assertTrue(!done, "refused");
        assertEq(answer, abi.encodeWithSelector(IBeacon.InvalidKnownRound.selector, round), "for its round");
    }

    /// @param posters Zero for rounds that are not posted yet.
    function assertPosters(address[] memory posters) private view {
        for (uint256 i; i < posters.length; ++i) {
            (bytes32 randomness, address poster) = devnet.roundOf(d.rounds[i]);
            assertEq(poster, posters[i], "poster");
            assertEq(randomness, poster == address(0) ? bytes32(0) : d.randomness[i], "randomness");
        }
    }

    function shuffled(uint256 count, uint256 dice) private pure returns (uint256[] memory order) {
        order = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            uint256 other = uint256(keccak256(abi.encode("order", dice, i))) % (i + 1);
            order[i] = order[other];
            order[other] = i;
        }
    }
}
