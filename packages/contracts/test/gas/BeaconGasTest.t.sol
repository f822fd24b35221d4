// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBeacon} from "../../src/interfaces/IBeacon.sol";
import {BeaconBase} from "../beacon/BeaconBase.sol";

/// @notice Reads the beacon as the consensus contract does: from another contract, cold.
contract BeaconReader {
    /// @return used What the call took, in which nothing of this contract's own is.
    function read(address beacon, bytes calldata input) external view returns (uint256 used, bytes memory output) {
        bytes memory copy = input;
        output = new bytes(64);
        assembly ("memory-safe") {
            used := gas()
            pop(staticcall(gas(), beacon, add(copy, 0x20), mload(copy), add(output, 0x20), 64))
            used := sub(used, gas())
        }
    }
}

/// @notice What the beacon costs, whole transactions included: exact only with `--isolate`, where each call is one.
contract BeaconGasTest is BeaconBase {
    /// @dev By whoever posted the first round of its span, as most are.
    uint256 private constant POST = 180_000;
    /// @dev By anybody else: its poster takes a new slot.
    uint256 private constant POST_BY_ANOTHER = 200_000;
    /// @dev Of a span that is not the first: another slot, which later spans find written.
    uint256 private constant POST_FIRST = 220_000;
    uint256 private constant RANDOMNESS = 5_300;
    uint256 private constant ROUND_OF = 7_700;
    uint256 private constant ROUND_OF_ANOTHER = 9_900;
    uint256 private constant CODE = 5_000;

    address private immutable ALICE = makeAddress("alice");
    address private immutable BOB = makeAddress("bob");

    IBeacon private beacon;
    BeaconReader private reader;
    Network private d;

    function setUp() public override {
        super.setUp();
        d = networkOf("devnet");
        beacon = deploy(d);
        reader = new BeaconReader();
        post(ALICE, 0);
    }

    function test_gas_post() public {
        uint256 gas = post(ALICE, 1);
        vm.snapshotValue("Beacon", "post", gas);
        assertLe(gas, POST, "a round");
    }

    function test_gas_postByAnother() public {
        uint256 gas = post(BOB, 1);
        vm.snapshotValue("Beacon", "post, by another than the span's first", gas);
        assertLe(gas, POST_BY_ANOTHER, "a round and its poster");
    }

    function test_gas_postFirstOfSpan() public {
        uint256 gas = post(BOB, 3);
        vm.snapshotValue("Beacon", "post, the first of its span", gas);
        assertLe(gas, POST_FIRST, "a round and its span");
    }

    function test_gas_randomness() public {
        (uint256 gas, bytes memory output) = read(abi.encodeCall(IBeacon.randomness, (d.rounds[0])));
        assertEq(bytes32(output), d.randomness[0], "read");
        vm.snapshotValue("Beacon", "randomness, cold, by a contract", gas);
        assertLe(gas, RANDOMNESS, "one slot");
    }

    function test_gas_roundOf() public {
        (uint256 gas, bytes memory output) = read(abi.encodeCall(IBeacon.roundOf, (d.rounds[0])));
        assertEq(output, abi.encode(d.randomness[0], ALICE), "read");
        vm.snapshotValue("Beacon", "roundOf, cold, by a contract", gas);
        assertLe(gas, ROUND_OF, "two slots");
    }

    function test_gas_roundOfAnother() public {
        post(BOB, 1);
        (uint256 gas, bytes memory output) = read(abi.encodeCall(IBeacon.roundOf, (d.rounds[1])));
        assertEq(output, abi.encode(d.randomness[1], BOB), "read");
        vm.snapshotValue("Beacon", "roundOf, cold, by a contract, of another than the span's first", gas);
        assertLe(gas, ROUND_OF_ANOTHER, "three slots");
    }

    function test_code() public view {
        assertLe(address(beacon).code.length, CODE, "bytes");
    }

    function read(bytes memory input) private view returns (uint256 used, bytes memory output) {
        return reader.read(address(beacon), input);
    }

    function post(address poster, uint256 index) private returns (uint256) {
        vm.prank(poster);
        beacon.post(d.rounds[index], d.signatures[index]);
        return vm.lastCallGas().gasTotalUsed;
    }
}
