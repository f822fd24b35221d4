// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seat} from "../src/interfaces/ConsensusTypes.sol";
import {BitmapLib} from "../src/libraries/BitmapLib.sol";
import {CidLib} from "../src/libraries/CidLib.sol";
import {CommitmentLib} from "../src/libraries/CommitmentLib.sol";
import {CommitteeLib} from "../src/libraries/CommitteeLib.sol";
import {QuorumLib} from "../src/libraries/QuorumLib.sol";
import {RewardLib} from "../src/libraries/RewardLib.sol";
import {TallyLib} from "../src/libraries/TallyLib.sol";
import {TaskIdLib} from "../src/libraries/TaskIdLib.sol";
import {Test} from "./support/Test.sol";

/// @notice The vectors that the SDK computes (packages/sdk/test/vectors): both sides of each rule say the same.
contract VectorsTest is Test {
    string private _json;
    Seat[65_536] private _seats;

    function test_taskIds() public {
        load("task-ids");
        uint256[] memory chainIds = numbers(".chainId");
        for (uint256 i; i < chainIds.length; ++i) {
            vm.chainId(chainIds[i]);
            bytes32 id = TaskIdLib.taskId(
                addresses(".consensus")[i],
                addresses(".requester")[i],
                uint64(numbers(".nonce")[i]),
                digests(".model")[i],
                digests(".prompt")[i],
                uint8(numbers(".committeeSize")[i])
            );
            assertEq(id, digests(".taskId")[i], "task id");
        }
    }

    function test_commitments() public {
        load("commitments");
        bytes32[] memory expected = digests(".commitment");
        for (uint256 i; i < expected.length; ++i) {
            bytes32 commitment = CommitmentLib.commitmentOf(
                digests(".task")[i], uint16(numbers(".seat")[i]), digests(".output")[i], digests(".salt")[i]
            );
            assertEq(commitment, expected[i], "commitment");
        }
    }

    function test_quorums() public {
        load("quorums");
        uint256[] memory expected = numbers(".quorum");
        for (uint256 i; i < expected.length; ++i) {
            assertEq(QuorumLib.quorum(numbers(".committeeSize")[i]), expected[i], "quorum");
        }
    }

    function test_committees() public {
        load("committees");
        bool[] memory filled = vm.parseJsonBoolArray(_json, ".filled");
        uint256[] memory sizes = numbers(".committeeSize");
        uint256[] memory expected = numbers(".committee");
        for (uint256 i; i < filled.length; ++i) {
            (uint256 members, uint256 found) = drawOf(i, sizes[i]);
            assertEq(found == sizes[i], filled[i], "filled");
            for (uint256 m; filled[i] && m < sizes[i]; ++m) {
                assertEq(CommitteeLib.seatAt(members, m), expected[15 * i + m], "member");
            }
        }
    }

    function test_tallies() public {
        load("tallies");
        uint256[] memory sizes = numbers(".committeeSize");
        bytes32[] memory all = digests(".outputs");
        bool[] memory unavailable = vm.parseJsonBoolArray(_json, ".unavailable");
        for (uint256 i; i < sizes.length; ++i) {
            bytes32[] memory outputs = new bytes32[](sizes[i]);
            for (uint256 m; m < sizes[i]; ++m) {
                outputs[m] = all[15 * i + m];
            }
            (bytes32 output, uint16 winners) = TallyLib.tally(outputs, QuorumLib.quorum(sizes[i]));
            assertEq(output == keccak256("aichain.output.unavailable"), unavailable[i], "unavailable");
            if (unavailable[i]) continue;
            assertEq(output, digests(".output")[i], "output");
            assertEq(winners, numbers(".winners")[i], "winners");
        }
    }

    function test_rewards() public {
        load("rewards");
        uint256[] memory fees = numbers(".fee");
        for (uint256 i; i < fees.length; ++i) {
            uint96 fee = uint96(fees[i]);
            uint256 winners = BitmapLib.count(uint16(numbers(".winners")[i]));
            assertEq(winners, numbers(".winnerCount")[i], "winners");
            (uint96 share, uint96 dust) = RewardLib.split(fee, winners);
            assertEq(share, numbers(".share")[i], "share");
            assertEq(dust, numbers(".dust")[i], "dust");
            uint96 cut = RewardLib.cutOf(fee, numbers(".protocolFeeBps")[i]);
            assertEq(cut, numbers(".cut")[i], "cut");
        }
    }

    function test_slashes() public {
        load("rewards");
        uint256[] memory bonds = numbers(".bond");
        for (uint256 i; i < bonds.length; ++i) {
            uint256 balance = numbers(".balance")[i];
            uint256 hard = RewardLib.hardSlash(uint96(bonds[i]), numbers(".slashBps")[i]);
            uint256 soft = RewardLib.softSlash(uint96(numbers(".fee")[i]), uint8(numbers(".committeeSize")[i]));
            assertEq(least(hard, balance), numbers(".hardSlash")[i], "hard");
            assertEq(least(soft, balance), numbers(".softSlash")[i], "soft");
        }
    }

    function test_documents() public {
        load("documents");
        bytes[] memory documents = vm.parseJsonBytesArray(_json, ".bytes");
        bytes[] memory cids = vm.parseJsonBytesArray(_json, ".binaryCid");
        for (uint256 i; i < documents.length; ++i) {
            assertEq(sha256(documents[i]), digests(".digest")[i], "digest");
            assertEq(CidLib.rawCid(sha256(documents[i])), cids[i], "CID");
        }
    }

    /* HELPERS */

    function load(string memory name) private {
        _json = vm.readFile(string.concat("test/vectors/", name, ".json"));
    }

    /// @dev A file without cases would prove nothing.
    function numbers(string memory key) private view returns (uint256[] memory column) {
        column = vm.parseJsonUintArray(_json, key);
        assertGt(column.length, 0, key);
    }

    function digests(string memory key) private view returns (bytes32[] memory column) {
        column = vm.parseJsonBytes32Array(_json, key);
        assertGt(column.length, 0, key);
    }

    function addresses(string memory key) private view returns (address[] memory) {
        return vm.parseJsonAddressArray(_json, key);
    }

    function drawOf(uint256 i, uint256 size) private returns (uint256 members, uint256 found) {
        uint256 eligible = numbers(".eligible")[i];
        uint256 slots = numbers(".seats")[i];
        for (uint256 seat; seat < slots; ++seat) {
            _seats[seat].from = eligible >> seat & 1 == 1 ? 1 : 0;
        }
        bytes32 seed = CommitteeLib.seedOf(digests(".blockHash")[i], digests(".task")[i]);
        return CommitteeLib.draw(_seats, seed, slots, size, 2);
    }

    function least(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
