// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BitmapLib} from "../../src/libraries/BitmapLib.sol";
import {CommitteeLib} from "../../src/libraries/CommitteeLib.sol";
import {QuorumLib} from "../../src/libraries/QuorumLib.sol";
import {SealLib} from "../../src/libraries/SealLib.sol";
import {TallyLib} from "../../src/libraries/TallyLib.sol";
import {Symbolic} from "./Symbolic.sol";

/// @notice What the prover cannot: words as sets, and votes as they are.
contract LibrariesSymbolic is Symbolic {
    /* SETS */

    function check_bit_isItsMemberOnly(uint8 member, uint8 other) external pure {
        vm.assume(member < 16 && other < 16);
        assert(BitmapLib.has(BitmapLib.bit(member), other) == (member == other));
    }

    function check_all_isEverybody(uint8 size, uint8 member) external pure {
        vm.assume(size >= 3 && size <= 15 && member < 16);
        assert(BitmapLib.has(BitmapLib.all(size), member) == (member < size));
    }

    function check_count_countsEach(uint16 members) external pure {
        uint256 total;
        for (uint256 member; member < 16; ++member) {
            total += (members >> member) & 1;
        }
        assert(BitmapLib.count(members) == total);
    }

    /* PACKING */

    function check_packing_keepsEverySeat(uint256 members, uint16 seat, uint8 place, uint8 other) external pure {
        vm.assume(place < 15 && other < 15 && place != other);
        vm.assume(CommitteeLib.seatAt(members, place) == 0);
        uint256 packed = members | uint256(seat) << (16 * uint256(place));
        assert(CommitteeLib.seatAt(packed, place) == seat);
        assert(CommitteeLib.seatAt(packed, other) == CommitteeLib.seatAt(members, other));
    }

    function check_contains_findsWhatIsThere(uint256 members, uint16 seat) external pure {
        bool expected;
        for (uint256 member; member < 5; ++member) {
            expected = expected || CommitteeLib.seatAt(members, member) == seat;
        }
        assert(CommitteeLib.contains(members, 5, seat) == expected);
    }

    /* SEAL */

    /// @dev The assembly hashes what it says it does.
    function check_seal_hashesAllWords(bytes32[3] memory given) external pure {
        bytes32[] memory commitments = new bytes32[](3);
        for (uint256 member; member < 3; ++member) {
            commitments[member] = given[member];
        }
        assert(SealLib.sealOf(commitments) == keccak256(abi.encodePacked(given[0], given[1], given[2])));
    }

    /* TALLY */

    function check_tally_ofThree(bytes32[3] memory given) external pure {
        bytes32[] memory outputs = new bytes32[](3);
        for (uint256 member; member < 3; ++member) {
            outputs[member] = given[member];
        }
        _checkTally(outputs);
    }

    function check_tally_ofFive(bytes32[5] memory given) external pure {
        bytes32[] memory outputs = new bytes32[](5);
        for (uint256 member; member < 5; ++member) {
            outputs[member] = given[member];
        }
        _checkTally(outputs);
    }

    /// @dev F3. An output wins if, and only if, a quorum gave it; the winners are those who did.
    function _checkTally(bytes32[] memory outputs) private pure {
        uint256 quorum = QuorumLib.quorum(outputs.length);
        (bytes32 output, uint16 winners) = TallyLib.tally(outputs, quorum);
        for (uint256 i; i < outputs.length; ++i) {
            uint256 votes;
            for (uint256 j; j < outputs.length; ++j) {
                if (outputs[j] == outputs[i]) ++votes;
            }
            bool wins = outputs[i] != 0 && votes >= quorum;
            if (wins) assert(output == outputs[i]);
            assert(BitmapLib.has(winners, i) == (wins && output == outputs[i]));
        }
        assert((output == 0) == (winners == 0));
    }
}
